#pragma once

#include "models/base/result.h"

#include <QUrl>

#include <memory>

namespace rackhouse
{

class Console;

/// The console's real window, wired as `rackhouse` wires it, on its own data folder; takes pictures
/// of itself.
class StoryWindow
{
public:
    /// Opens the window on a paired site and waits until it is connected.
    static Result<std::unique_ptr<StoryWindow>> open(const QString& dataFolder,
                                                     const QString& site);
    ~StoryWindow();

    void open(const QUrl& link);
    /// Paints the window into a PNG once what it shows has settled; false when the file cannot be
    /// written.
    bool shoot(const QString& file);
    /// True once the window says that the site cannot be reached.
    bool waitForOffline(int timeoutMs);
    /// Why the table of the open page does not show that many rows, each with the time at which its
    /// hardware was last seen, or why the strip does not say how old they are.
    Result<void> checkAgedRows(qsizetype rows) const;

private:
    explicit StoryWindow(std::unique_ptr<Console> console);
    bool offlineShown() const;

    std::unique_ptr<Console> m_console;
};

} // namespace rackhouse
