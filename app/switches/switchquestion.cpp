#include "app/switches/switchquestion.h"

#include "models/base/json.h"

namespace rackhouse
{

namespace
{

constexpr int LongestWords = 300;

tl::unexpected<Error> refused(const QString& words)
{
    return fail("switch-refused",
                {{QStringLiteral("detail"), words.simplified().left(LongestWords)}});
}

/// Why eAPI did not run the command (JSON-RPC 2.0, 5.1); empty: it did.
QString rpcError(const QByteArray& body)
{
    const auto answer = parseObject(body);
    if (!answer)
        return {};
    return answer->value(QStringLiteral("error"))
        .toObject()
        .value(QStringLiteral("message"))
        .toString();
}

} // namespace

redfish::HttpRequest switchQuestion(SwitchMethod method)
{
    if (method == SwitchMethod::Eapi) {
        const QJsonObject params{
            {QStringLiteral("version"), 1},
            {QStringLiteral("cmds"), QJsonArray{QStringLiteral("show lldp neighbors detail")}},
            {QStringLiteral("format"), QStringLiteral("json")}};
        return {.verb = "POST",
                .path = QStringLiteral("/command-api"),
                .body = toText({{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
                                {QStringLiteral("method"), QStringLiteral("runCmds")},
                                {QStringLiteral("params"), params},
                                {QStringLiteral("id"), QStringLiteral("rackhouse")}})};
    }
    if (method == SwitchMethod::Nvue)
        return {.path = QStringLiteral("/nvue_v1/interface?rev=operational&include=/*/lldp")};
    return {.path = QStringLiteral("/restconf/data/openconfig-lldp:lldp/interfaces"),
            .headers = {{"Accept", "application/yang-data+json"}}};
}

Result<QList<LldpNeighbor>> readSwitchAnswer(const redfish::HttpAnswer& answer)
{
    if (answer.status == 401 || answer.status == 403)
        return fail("switch-auth-failed");
    if (answer.status == 404)
        return fail("switch-unreadable");
    if (!answer.isSuccess())
        return refused(QStringLiteral("HTTP %1").arg(answer.status));
    if (const QString error = rpcError(answer.body); !error.isEmpty())
        return refused(error);
    auto neighbors = readLldp(answer.body);
    if (!neighbors && neighbors.error().code == QLatin1String("lldp-unreadable"))
        return fail("switch-unreadable");
    return neighbors;
}

} // namespace rackhouse
