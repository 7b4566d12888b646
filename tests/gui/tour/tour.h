#pragma once

#include "widgets/shell/mainwindow.h"

#include <QStringList>

namespace rackhouse
{

/// Walks the screens of the real window one after the other, each in the light and the dark theme,
/// takes a picture of each and notes what is wrong with it.
class Tour : public QObject
{
    Q_OBJECT

public:
    Tour(Context context, MainWindow& window, QString folder, QList<QUrl> links);

    void start();
    const QStringList& problems() const { return m_problems; }

signals:
    void done();

private:
    void next();
    void take();
    void check(const QString& name);

    Context m_context;
    MainWindow& m_window;
    QString m_folder;
    QList<QUrl> m_links;
    int m_at = -1;
    QStringList m_problems;
};

} // namespace rackhouse
