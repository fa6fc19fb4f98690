-- What wrk sends, and how it tells what came of it: one line of JSON on standard output.
-- Arguments: method, token, and the body if there is one.

function init(arguments)
  wrk.method = arguments[1]
  wrk.headers["Authorization"] = "Bearer " .. arguments[2]
  if arguments[3] then
    wrk.headers["Content-Type"] = "application/json"
    wrk.body = arguments[3]
  end
end

function done(summary, latency, requests)
  local failed = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"failed":%d,"refused":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    failed.connect + failed.read + failed.write + failed.timeout, failed.status))
end
