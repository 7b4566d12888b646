#include "app/console/embeddedengine.h"

#include "models/base/json.h"

#include <QCoreApplication>
#include <QDir>
#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

namespace rackhouse
{

EmbeddedEngine::EmbeddedEngine(QObject* parent) : QObject(parent)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_process, &QProcess::finished, this, [this](int status) {
        emit failed(makeError("embedded-failed", QString::number(status)));
    });
}

EmbeddedEngine::~EmbeddedEngine()
{
    m_process.disconnect(this);
    m_process.terminate();
    if (!m_process.waitForFinished(3000))
        m_process.kill();
    m_process.waitForFinished(1000);
    if (m_pipe >= 0)
        ::close(m_pipe);
}

Result<void> EmbeddedEngine::start(const QString& stateFolder)
{
    const QString program = QCoreApplication::applicationDirPath() + u"/rackhoused"_qs;
    if (!QFile::exists(program))
        return fail("embedded-missing", program);
    QDir().mkpath(stateFolder);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return fail("embedded-failed");
    const int writing = ends[1];
    m_pipe = ends[0];
    // Only the child keeps the writing end.
    m_process.setChildProcessModifier([writing] { ::fcntl(writing, F_SETFD, 0); });
    m_process.start(program, {u"--state"_qs, stateFolder, u"--listen"_qs, u"127.0.0.1:0"_qs,
                              u"--embedded-fd"_qs, QString::number(writing)});
    const bool started = m_process.waitForStarted(5000);
    ::close(writing);
    if (!started)
        return fail("embedded-failed", m_process.errorString());
    m_notifier = new QSocketNotifier(m_pipe, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &EmbeddedEngine::readPipe);
    return {};
}

void EmbeddedEngine::readPipe()
{
    char buffer[4096];
    const ssize_t count = ::read(m_pipe, buffer, sizeof buffer);
    if (count > 0)
        m_received.append(buffer, int(count));
    const auto object = parseObject(m_received);
    if (!object) {
        if (count <= 0)
            m_notifier->setEnabled(false);
        return;
    }
    m_notifier->setEnabled(false);
    client::SiteAccess access;
    access.api = QUrl(stringOr(*object, u"api"_qs));
    access.fingerprint = stringOr(*object, u"fingerprint"_qs);
    access.token = Redacted<QString>(stringOr(*object, u"token"_qs));
    emit ready(access);
}

} // namespace rackhouse
