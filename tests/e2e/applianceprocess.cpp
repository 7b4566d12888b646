#include "tests/e2e/applianceprocess.h"

#include "app/client/pairing.h"
#include "models/base/json.h"
#include "tests/e2e/sitedriver.h"

#include <csignal>

#include <sys/prctl.h>

namespace rackhouse
{

namespace
{
constexpr int kReadyMs = 30'000;
}

void ApplianceProcess::readLines()
{
    while (m_process.canReadLine()) {
        const QByteArray text = m_process.readLine();
        m_lines += text;
        const auto line = parseObject(text);
        if (line && line->contains(QStringLiteral("api"))) {
            m_access.api = QUrl(stringOr(*line, QStringLiteral("api")));
            m_access.fingerprint = stringOr(*line, QStringLiteral("fingerprint"));
        }
        if (line && line->contains(QStringLiteral("code")))
            m_code = stringOr(*line, QStringLiteral("code"));
    }
}

Result<void> ApplianceProcess::start(const QStringList& options)
{
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(qEnvironmentVariable("RACKHOUSE_BIN") + QStringLiteral("/rackhoused"),
                    QStringList{QStringLiteral("--state"), m_stateDir} + options);
    m_access.api.clear();
    m_code.clear();
    const bool decided = QTest::qWaitFor(
        [this] {
            readLines();
            return !m_access.api.isEmpty() || m_process.state() == QProcess::NotRunning;
        },
        kReadyMs);
    if (!decided || m_access.api.isEmpty())
        return fail("internal", QString::fromUtf8(m_process.readAllStandardError()));
    return {};
}

void ApplianceProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

Result<void> ApplianceProcess::pair()
{
    const bool offered = QTest::qWaitFor(
        [this] {
            readLines();
            return !m_code.isEmpty();
        },
        kReadyMs);
    if (!offered)
        return fail("timed-out");
    return pair(m_code, m_access.fingerprint);
}

QByteArray ApplianceProcess::said()
{
    readLines();
    return m_lines + m_process.readAllStandardOutput() + m_process.readAllStandardError();
}

Result<void> ApplianceProcess::pair(const QString& code, const QString& fingerprint)
{
    client::PairingInput input;
    input.api = m_access.api;
    input.fingerprint = fingerprint;
    input.code = Redacted<QString>(code);
    input.computer = QStringLiteral("operator@test");
    const auto paired = await(client::pairWithSite(input, client::SiteRegistry(m_config.path())));
    if (!paired)
        return fail(paired.error());
    m_access = paired->access;
    return {};
}

std::unique_ptr<client::SiteClient> ApplianceProcess::client() const
{
    return std::make_unique<client::SiteClient>(m_access);
}

} // namespace rackhouse
