package no.samklang.auth;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import no.samklang.auth.StartSheetRepository.SheetContent;
import no.samklang.contact.PhoneNumber;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintTexts;
import no.samklang.print.PrintedPart;
import no.samklang.text.Language;

/** What a start sheet says, in the person's language (PERSON-11, LANG-1). */
final class StartSheetText {
  private final SheetContent content;
  private final String url;
  private final LocalDate today;

  StartSheetText(SheetContent content, URI publicUrl, LocalDate today) {
    this.content = content;
    this.url = publicUrl.toString();
    this.today = today;
  }

  Language language() {
    return content.language();
  }

  String encrypted() {
    return content.password();
  }

  String title() {
    return text("heading");
  }

  String note() {
    return text("printed", PrintTexts.date(language(), today));
  }

  String fileName() {
    return text("fileName");
  }

  List<PrintedPart> parts(String password) {
    return List.of(
        new PrintedPart(text("for", content.name()), login(password)),
        new PrintedPart(text("how"), steps()),
        new PrintedPart(text("helpHeading"), help()));
  }

  private List<PrintBlock> login(String password) {
    return PrintBlock.facts(
            text("address"),
            url,
            text("username"),
            content.username(),
            text("password"),
            password,
            text("code"),
            code())
        .toList();
  }

  private String code() {
    NoticeChannel channel = content.channel();
    return content.address() == null
        ? text("by." + channel)
        : text("byTo." + channel, MaskedAddress.of(channel, content.address()));
  }

  private List<PrintBlock> steps() {
    List<String> steps =
        List.of(
            text("step.open", url),
            text("step.enter"),
            text("step.code." + content.channel()),
            text("step.terms"),
            text("step.password"));
    return IntStream.range(0, steps.size())
        .mapToObj(i -> PrintBlock.text(i + 1 + ". " + steps.get(i)))
        .toList();
  }

  private List<PrintBlock> help() {
    String contact =
        content.helperPhone() == null
            ? content.helper()
            : text(
                "phone",
                content.helper(),
                new PhoneNumber(content.helperPhone()).inNorwegianNotation());
    return List.of(
        PrintBlock.text(text(content.coordinator() ? "coordinator" : "helper", contact)),
        PrintBlock.text(text("forgotten")),
        PrintBlock.text(text("safe")));
  }

  private String text(String key, String... values) {
    return PrintTexts.text(language(), "startSheet." + key, values);
  }
}
