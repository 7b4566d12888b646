#pragma once

#include "tests/gui/tour/demosite.h"
#include "tests/gui/tour/stop.h"
#include "widgets/shell/mainwindow.h"

#include <QStringList>

#include <functional>

class QDialog;

namespace rackhouse
{

/// Walks the screens and dialogs of the real window one after the other, each in the light and the
/// dark theme, takes a picture of each and notes what is wrong with it.
class Tour : public QObject
{
    Q_OBJECT

public:
    Tour(Context context, DemoLink& link, MainWindow& window, QString folder,
         std::vector<Stop> stops);

    void start();
    const QStringList& problems() const { return m_problems; }

signals:
    void done();

private:
    void next();
    void show();
    /// Opens and selects what the stop is of.
    void prepare();
    void press();
    void take();
    void shoot(QWidget& screen);
    /// Goes on once the reads of the page have arrived and were painted.
    void whenAtRest(std::function<void()> then);
    QDialog* dialog() const;

    Context m_context;
    DemoLink& m_link;
    MainWindow& m_window;
    QSize m_size;   ///< that no screen may exceed
    QString m_site; ///< that is shown at first
    QString m_folder;
    std::vector<Stop> m_stops;
    size_t m_at = 0;
    QStringList m_problems;
};

} // namespace rackhouse
