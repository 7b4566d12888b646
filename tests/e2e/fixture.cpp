#include "tests/e2e/fixture.h"

#include <QFileInfo>

namespace rackhouse
{

StoryInput storyInput(const QString& imageFile)
{
    return {qEnvironmentVariable("RACKHOUSE_BIN"), qEnvironmentVariable("RACKHOUSE_RAMDISK"),
            qEnvironmentVariable("RACKHOUSE_IMAGES"), imageFile, false};
}

QString whyNoScene(const StoryInput& input)
{
    if (!QFileInfo::exists(input.ramdisk + QStringLiteral("/initrd.img")))
        return QStringLiteral("the RAM system is not built (packaging/ramdisk/build)");
    if (!QFileInfo::exists(input.images + QLatin1Char('/') + input.imageFile))
        return QStringLiteral("the test image is not built (packaging/images/build)");
    return {};
}

Result<std::unique_ptr<Scene>> setScene(const QStringList& real, const StoryInput& input)
{
    auto scene = std::make_unique<Scene>();
    LabFixture::Options options;
    options.real = real;
    options.appliance = input.binaries + QStringLiteral("/rackhoused");
    options.ramdisk = input.ramdisk;
    auto lab = LabFixture::start(options);
    if (!lab)
        return fail(lab.error());
    scene->lab = *std::move(lab);
    scene->machine = scene->lab->bmc(QStringLiteral("real")).name;
    scene->site = std::make_unique<SiteDriver>(*scene->lab, scene->config.path());
    if (auto paired = scene->site->pair(QStringLiteral("lab")); !paired)
        return fail(paired.error());
    if (auto filled = scene->site->fillRacks(); !filled)
        return fail(filled.error());
    scene->story =
        std::make_unique<Story>(*scene->lab, *scene->site, input,
                                [](const QString& line) { qInfo("%s", qPrintable(line)); });
    return scene;
}

QString textOf(const Error& error)
{
    return error.code + QStringLiteral(": ") + error.detail;
}

} // namespace rackhouse
