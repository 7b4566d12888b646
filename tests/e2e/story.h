#pragma once

#include "tests/e2e/sitedriver.h"

#include <QTemporaryDir>

namespace rackhouse
{

/// What a story needs from outside.
struct StoryInput {
    QString binaries;    ///< folder of rackhoused and the others
    QString ramdisk;     ///< folder made by packaging/ramdisk
    QString images;      ///< folder made by packaging/images
    QString imageFile;   ///< in `images`: "debian-12.raw.zst"
    bool upload = false; ///< send the image to the appliance instead of naming its path
};

/// The main job on one machine of the lab, step by step; each returns why it failed. Used by
/// `rackhouse-story`, which shows it, and by the end-to-end tests, which prove it.
class Story
{
public:
    using Say = std::function<void(const QString&)>;

    Story(LabFixture& lab, SiteDriver& site, StoryInput input, Say say);

    /// Makes an SSH key and registers the image, once for all machines.
    Result<void> prepare();
    Result<Machine> inspect(const QString& name, const SiteDriver::Watcher& watcher = {});
    Result<Machine> provision(const QString& name, const QString& hostname,
                              const SiteDriver::Watcher& watcher = {});
    /// A power job: "on", "off", "force-off", "cycle".
    Result<Job> power(const QString& name, const QString& action);
    /// Runs a command on the provisioned machine over SSH; its output.
    Result<QByteArray> ssh(const QString& name, const QString& command);
    /// Each drive's record.
    Result<std::vector<WipeRecord>> wipe(const QString& name,
                                         const SiteDriver::Watcher& watcher = {});

    /// The image as the catalog has it after prepare().
    const Image& image() const { return m_image; }
    /// How often the text stands in the disk images of the machine, read on the host.
    Result<qint64> countOnDisks(const QString& name, const QByteArray& text) const;
    Result<Machine> machine(const QString& name);
    /// Prints a line whenever a step begins, and its progress now and then.
    SiteDriver::Watcher printer() const;

private:
    Result<Job> run(JobKind kind, const QString& name, const QJsonObject& params, int timeoutMs,
                    const SiteDriver::Watcher& watcher);

    LabFixture& m_lab;
    SiteDriver& m_site;
    StoryInput m_input;
    Say m_say;
    QTemporaryDir m_keys;
    QString m_publicKey;
    Image m_image;
};

} // namespace rackhouse
