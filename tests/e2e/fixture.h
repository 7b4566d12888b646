#pragma once

#include "tests/e2e/story.h"

/// Fails the test with the error of a Result. Looks at the expression once: it may be a whole job.
#define REQUIRE(expression)                                                                        \
    do {                                                                                           \
        const auto& required = (expression);                                                       \
        QVERIFY2(required, required ? "" : qPrintable(rackhouse::textOf(required.error())));       \
    } while (false)

namespace rackhouse
{

/// A lab with real machines, its appliance, and a technician who has paired with it and found the
/// machines.
struct Scene {
    QTemporaryDir config;
    std::unique_ptr<LabFixture> lab;
    std::unique_ptr<SiteDriver> site;
    std::unique_ptr<Story> story;
    QString machine; ///< name of the first real one
};

/// What packaging/ramdisk and packaging/images have made, and where the programs are.
StoryInput storyInput(const QString& imageFile = QStringLiteral("debian-12.raw.zst"));

/// Why the scene cannot be set here (the RAM system or the image was not built); empty when it can.
QString whyNoScene(const StoryInput& input = storyInput());

/// Starts everything; `real` are firmwares ("bios", "uefi").
Result<std::unique_ptr<Scene>> setScene(const QStringList& real,
                                        const StoryInput& input = storyInput());

/// "code: detail" for test messages.
QString textOf(const Error& error);

} // namespace rackhouse
