#include "app/console/embeddedengine.h"

#include "models/base/json.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>

#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace rackhouse
{

EmbeddedEngine::~EmbeddedEngine()
{
    closePipe();
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
    ::fcntl(ends[1], F_SETFD, 0); // inherited
    const bool started = QProcess::startDetached(
        program, {u"--state"_qs, stateFolder, u"--listen"_qs, u"127.0.0.1:0"_qs,
                  u"--embedded-fd"_qs, QString::number(ends[1])});
    ::close(ends[1]);
    if (!started) {
        ::close(ends[0]);
        return fail("embedded-failed", program);
    }
    m_pipe = ends[0];
    m_received.clear();
    m_notifier = std::make_unique<QSocketNotifier>(m_pipe, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &EmbeddedEngine::readPipe);
    return {};
}

/// The appliance holds its end as long as it lives.
void EmbeddedEngine::closePipe()
{
    m_notifier.reset();
    if (m_pipe >= 0)
        ::close(std::exchange(m_pipe, -1));
}

void EmbeddedEngine::readPipe()
{
    char buffer[4096];
    const ssize_t count = ::read(m_pipe, buffer, sizeof buffer);
    if (count <= 0) {
        m_notifier->setEnabled(false);
        m_notifier.release()->deleteLater(); // this is its own signal
        closePipe();
        emit failed(makeError("embedded-failed"));
        return;
    }
    m_received.append(buffer, int(count));
    const auto object = parseObject(m_received);
    if (!object)
        return;
    client::SiteAccess access;
    access.api = QUrl(stringOr(*object, u"api"_qs));
    access.fingerprint = stringOr(*object, u"fingerprint"_qs);
    access.token = Redacted<QString>(stringOr(*object, u"token"_qs));
    emit ready(access);
}

} // namespace rackhouse
