#pragma once

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace rackhouse
{

/// Runs rackhousectl as a person's shell does, with a configuration of its own.
class CtlRunner
{
protected:
    static QStringList words(const char* line) { return QString::fromLatin1(line).split(u' '); }

    std::unique_ptr<QProcess> start(const QStringList& arguments) const
    {
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_config.path());
        process->setProcessEnvironment(environment);
        process->start(qEnvironmentVariable("RACKHOUSE_BIN") + QStringLiteral("/rackhousectl"),
                       arguments);
        return process;
    }

    /// Its exit code; -1 where it does not end.
    int run(const QStringList& arguments, const QByteArray& input = {})
    {
        const auto process = start(arguments);
        process->write(input);
        process->closeWriteChannel();
        if (!process->waitForFinished(30'000))
            return -1;
        m_output = process->readAllStandardOutput();
        m_errors = process->readAllStandardError();
        return process->exitCode();
    }

    /// The path of a file of that name with that text in it.
    QString file(const char* name, const QByteArray& text)
    {
        QFile file(m_config.filePath(QString::fromLatin1(name)));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return file.fileName();
    }

    QTemporaryDir m_config;
    QByteArray m_output;
    QByteArray m_errors;
};

} // namespace rackhouse
