#include "app/http/message.h"
#include "tests/fuzz/fuzzing.h"

#include <QUrl>

using namespace rackhouse::fuzz;
using namespace rackhouse::http;

QList<QByteArray> rackhouse::fuzz::seeds()
{
    return {"/api/v1/machines?filter=state%3Afailed&limit=10", "/a%20b/%C3%A4", "/%00", "/%zz"};
}

/// The input is the target of a request, and a header's value of the reply.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray target = Input(data, size).rest();
    Request request;
    if (parseTarget(target, request)) {
        require(request.path.startsWith(u'/') && !request.path.contains(QChar::Null),
                "a path is absolute and whole");
        Request again;
        require(parseTarget(QUrl::toPercentEncoding(request.path, "/"), again) &&
                    again.path == request.path,
                "a path is read back");
    }
    Response response;
    response.headers.emplaceBack("Location", target);
    const QByteArray head = responseHead(response, 7, true, false);
    require(head.count('\n') == 4 && head.count('\r') == 4 && head.endsWith("\r\n\r\n"),
            "a value starts no other header");
    return 0;
}
