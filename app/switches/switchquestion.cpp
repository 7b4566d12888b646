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

Result<void> checkAnswer(const redfish::HttpAnswer& answer)
{
    if (answer.status == 401 || answer.status == 403)
        return fail("switch-auth-failed");
    if (answer.status == 404)
        return fail("switch-unreadable");
    if (!answer.isSuccess())
        return refused(QStringLiteral("HTTP %1").arg(answer.status));
    if (const QString error = rpcError(answer.body); !error.isEmpty())
        return refused(error);
    return {};
}

redfish::HttpRequest eapi(const char* command)
{
    const QJsonObject params{{QStringLiteral("version"), 1},
                             {QStringLiteral("cmds"), QJsonArray{QLatin1String(command)}},
                             {QStringLiteral("format"), QStringLiteral("json")}};
    return {.verb = "POST",
            .path = QStringLiteral("/command-api"),
            .body = toText({{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
                            {QStringLiteral("method"), QStringLiteral("runCmds")},
                            {QStringLiteral("params"), params},
                            {QStringLiteral("id"), QStringLiteral("rackhouse")}})};
}

redfish::HttpRequest nvue(const char* resource)
{
    return {.path = QLatin1String("/nvue_v1/") + QLatin1String(resource)};
}

redfish::HttpRequest restconf(const char* resource)
{
    return {.path = QLatin1String("/restconf/data/") + QLatin1String(resource),
            .headers = {{"Accept", "application/yang-data+json"}}};
}

} // namespace

redfish::HttpRequest switchQuestion(SwitchMethod method)
{
    if (method == SwitchMethod::Eapi)
        return eapi("show lldp neighbors detail");
    if (method == SwitchMethod::Nvue)
        return nvue("interface?rev=operational&include=/*/lldp");
    return restconf("openconfig-lldp:lldp/interfaces");
}

std::vector<SwitchQuestion> furtherQuestions(SwitchMethod method)
{
    // One command a request: a switch that does not know one of several answers none after it.
    if (method == SwitchMethod::Eapi)
        return {{QStringLiteral("identity"), eapi("show version")},
                {QStringLiteral("name"), eapi("show hostname")},
                {QStringLiteral("ports"), eapi("show interfaces")},
                {QStringLiteral("optics"), eapi("show interfaces transceiver")},
                {QStringLiteral("temperatures"), eapi("show system environment temperature")},
                {QStringLiteral("fans"), eapi("show system environment cooling")},
                {QStringLiteral("supplies"), eapi("show system environment power")},
                {QStringLiteral("macs"), eapi("show mac address-table")}};
    if (method == SwitchMethod::Nvue)
        return {{QStringLiteral("identity"), nvue("platform?rev=operational")},
                {QStringLiteral("name"), nvue("system?rev=operational")},
                {QStringLiteral("ports"), nvue("interface?rev=operational&include=/*/link"
                                               "&include=/*/type")},
                {QStringLiteral("fans"), nvue("platform/environment?rev=operational")}};
    return {{QStringLiteral("ports"), restconf("openconfig-interfaces:interfaces")},
            {QStringLiteral("identity"), restconf("openconfig-platform:components")}};
}

Result<QList<LldpNeighbor>> readSwitchAnswer(const redfish::HttpAnswer& answer)
{
    if (const auto fine = checkAnswer(answer); !fine)
        return fail(fine.error());
    auto neighbors = readLldp(answer.body);
    if (!neighbors && neighbors.error().code == QLatin1String("lldp-unreadable"))
        return fail("switch-unreadable");
    return neighbors;
}

Result<void> readFurtherAnswer(const redfish::HttpAnswer& answer, SwitchWords& words)
{
    const auto fine = checkAnswer(answer);
    return fine ? readSwitchWords(answer.body, words) : fine;
}

} // namespace rackhouse
