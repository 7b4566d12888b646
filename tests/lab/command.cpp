#include "tests/lab/command.h"

#include "tests/lab/signals.h"

#include <utility>

namespace rackhouse::lab
{

namespace
{

QString base64(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

} // namespace

Command::Command(Done done, QObject* parent) : QObject(parent), m_done(std::move(done))
{
    m_process.setChildProcessModifier(prepareChild);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_limit.setSingleShot(true);
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        finish(QJsonObject{{QStringLiteral("exit"), status == QProcess::NormalExit ? code : -1},
                           {QStringLiteral("output"), base64(m_process.readAllStandardOutput())},
                           {QStringLiteral("errors"), base64(m_process.readAllStandardError())}});
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(fail("lab-failed", m_process.errorString()));
    });
    connect(&m_limit, &QTimer::timeout, &m_process, &QProcess::kill);
}

void Command::run(const QStringList& argv, int timeoutMs, Done done, QObject* parent)
{
    if (argv.isEmpty()) {
        done(fail("bad-field", {{QStringLiteral("field"), QStringLiteral("argv")}}));
        return;
    }
    auto* command = new Command(std::move(done), parent);
    command->m_limit.start(timeoutMs);
    command->m_process.start(argv.first(), argv.mid(1));
}

void Command::finish(Result<QJsonObject> result)
{
    m_limit.stop();
    if (const Done done = std::exchange(m_done, {}))
        done(std::move(result));
    deleteLater();
}

} // namespace rackhouse::lab
