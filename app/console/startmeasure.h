#pragma once

#include <QElapsedTimer>
#include <QObject>

class QTableView;

namespace rackhouse
{

class MainWindow;

/// Prints the milliseconds from main() to the first paint, and to the paint of the machines table
/// with its rows, a JSON line each; then the program ends. Without machines there is no second one.
class StartMeasure : public QObject
{
    Q_OBJECT

public:
    StartMeasure(MainWindow& window, QElapsedTimer sinceMain);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void print(const char* what) const;
    void openTable();

    MainWindow& m_window;
    const QElapsedTimer m_sinceMain;
    QTableView* m_table = nullptr;
};

} // namespace rackhouse
