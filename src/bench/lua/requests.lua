-- wrk script: sends the requests of a file in order and prints one line of results at the end.
-- Arguments: the file, with requests separated by zero bytes; a number that makes the keys unique to the run.
-- A byte 1 in a request is replaced by a unique key. Each request has its own session cookie.

local requests, keys, seed, count = {}, {}, "", 0

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  for request in file:read("*a"):gmatch("[^%z]+") do
    local at = request:find("\1", 1, true)
    if at then
      keys[#requests + 1] = { request:sub(1, at - 1), request:sub(at + 1) }
    end
    requests[#requests + 1] = request
  end
  file:close()
  seed = arguments[2]
  -- a different first request in each run
  count = tonumber(seed) % #requests
end

function request()
  count = count + 1
  local index = count % #requests + 1
  local key = keys[index]
  if key then
    return key[1] .. string.format("%s%010d", seed, count) .. key[2]
  end
  return requests[index]
end

-- requests, microseconds, p50 and p99 in microseconds, failures
function done(summary, latency, _)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("figures %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), failed))
end
