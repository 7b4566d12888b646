#pragma once

#include "app/client/siteclient.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace rackhouse
{

/// A `rackhoused` of a test without a lab; it dies with this object and with the test program.
class ApplianceProcess
{
public:
    explicit ApplianceProcess(QString stateDir) : m_stateDir(std::move(stateDir)) {}
    ~ApplianceProcess() { kill(); }

    /// Starts it and waits until it is ready. "internal" with what it wrote when it ended instead.
    Result<void> start(const QStringList& options = {QStringLiteral("--pairing-code")});
    void kill();
    /// Pairs as its first console with the code that it has printed.
    Result<void> pair();
    Result<void> pair(const QString& code, const QString& fingerprint);
    /// Everything that it has written so far, on both channels.
    QByteArray said();

    bool isRunning() const { return m_process.state() == QProcess::Running; }
    /// Of the paired console, at the address of the last start.
    std::unique_ptr<client::SiteClient> client() const;
    const client::SiteAccess& access() const { return m_access; }

private:
    void readLines();

    const QString m_stateDir;
    QTemporaryDir m_config;
    QProcess m_process;
    QByteArray m_lines;
    QString m_code;
    client::SiteAccess m_access;
};

} // namespace rackhouse
