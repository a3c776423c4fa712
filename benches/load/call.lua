-- One kind of call of `/api`, again and again: CALL is its path, FORM its fields, AUTH what identifies the caller.
-- Where FORM ends with `run_name=` each call names another run.
local form = os.getenv("FORM")
local thread_number = 0

function setup(thread)
  thread_number = thread_number + 1
  thread:set("number", thread_number)
end

function init()
  calls = 0
  wrk.method = "POST"
  wrk.headers["Authorization"] = os.getenv("AUTH")
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
end

function request()
  calls = calls + 1
  local body = form
  if form:sub(-9) == "run_name=" then
    body = form .. os.getenv("PREFIX") .. "-" .. number .. "-" .. calls
  end
  return wrk.format(nil, "/api/" .. os.getenv("CALL"), nil, body)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %.0f %.1f %.1f %d\n", summary.requests * 1e6 / summary.duration,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
