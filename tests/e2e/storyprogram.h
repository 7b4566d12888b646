#pragma once

#include "tests/e2e/story.h"

#include <QElapsedTimer>

namespace rackhouse
{

class StoryWindow;

struct StoryOptions {
    QString out;              ///< for the pictures and the console's data
    bool paper = false;       ///< no servers that boot
    bool interactive = false; ///< open the console and leave the buttons to the person
    StoryInput input;
};

/// The demo: starts the lab, pairs, fills the racks, and performs the main job in the real window,
/// or leaves it to a person. Prints each step as it happens.
class StoryProgram
{
public:
    explicit StoryProgram(StoryOptions options);
    ~StoryProgram();

    /// The exit code: 0 only when every step worked.
    int run();

private:
    Result<void> perform();
    Result<void> startLab();
    Result<void> pairAndFill();
    Result<void> leaveToPerson();
    Result<void> tell(const QString& name);
    Result<void> inspect(const QString& name);
    Result<void> provision(const QString& name);
    Result<void> wipe(const QString& name, const QByteArray& marker);
    Result<void> unplug();

    void say(const QString& line) const;
    /// Opens the page and takes its picture; a picture that cannot be taken fails the step, also
    /// one that was to be taken while a job ran.
    Result<void> show(const QString& link, const QString& picture);
    SiteDriver::Watcher watcher(const QString& picture);

    StoryOptions m_options;
    QElapsedTimer m_timer;
    std::unique_ptr<LabFixture> m_lab;
    std::unique_ptr<SiteDriver> m_site;
    std::unique_ptr<Story> m_story;
    std::unique_ptr<StoryWindow> m_window;
    int m_pictures = 0;
    std::optional<Error> m_missing; ///< a picture while a job ran
};

} // namespace rackhouse
