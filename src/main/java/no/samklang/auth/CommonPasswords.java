package no.samklang.auth;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.matchers.DictionaryLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The 10,000 most used passwords, and the words by which Norwegian ones are guessed (LOGIN-5), as a
 * dictionary for zxcvbn's matchers.
 *
 * <p>zxcvbn keeps a word only in the list where it ranks highest: "jennifer" is listed as a name,
 * not as a password. So the first 10,000 of each of its lists are needed to cover the 10,000 most
 * used.
 */
final class CommonPasswords {
  static final int COUNT = 10_000;

  private static final String NORWEGIAN = "/auth/norwegian-words.txt";
  private static final Pattern SPACES = Pattern.compile(" +");

  private static final Map<String, Integer> RANKED = load();

  private CommonPasswords() {}

  /** Loaded once per process at first use: blocking, about 200 ms. */
  static Map<String, Integer> ranked() {
    return RANKED;
  }

  /** The words of a zxcvbn list, the most used first. */
  static List<String> frequencies(DictionaryLoader loader) {
    try {
      return loader.load().getFrequencies();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Integer> load() {
    return Stream.concat(international(), norwegian())
        .filter(word -> word.chars().anyMatch(Character::isLetter))
        .flatMap(word -> PasswordNormalizer.words(word).stream())
        .collect(Collectors.toMap(Function.identity(), word -> 1, (first, same) -> first));
  }

  private static Stream<String> norwegian() {
    try (InputStream in = CommonPasswords.class.getResourceAsStream(NORWEGIAN)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(SPACES::splitAsStream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> international() {
    return Stream.of(
            StandardDictionaries.PASSWORDS_LOADER,
            StandardDictionaries.FEMALE_NAMES_LOADER,
            StandardDictionaries.MALE_NAMES_LOADER,
            StandardDictionaries.SURNAMES_LOADER,
            StandardDictionaries.ENGLISH_WIKIPEDIA_LOADER,
            StandardDictionaries.US_TV_AND_FILM_LOADER)
        .flatMap(loader -> frequencies(loader).stream().limit(COUNT));
  }
}
