#pragma once

#include "widgets/racks/pastfloor.h"

#include <QDateTime>
#include <QTimeZone>
#include <QTimer>
#include <QWidget>

class QDateTimeEdit;
class QLabel;
class QPushButton;

namespace rackhouse
{

class MomentSlider;

/// Chooses a past moment of the floor and says which one is shown: a date and time in the zone of
/// this computer with UTC beside it, a slider over the time that the site knows, the changes before
/// and after.
class MomentBar : public QWidget
{
    Q_OBJECT

public:
    MomentBar(PastFloor& past, QWidget* parent);

    /// Opens it for the present; a moment is not chosen by that.
    void begin();
    /// The zone that times are written in.
    void setZone(const QTimeZone& zone);

    /// What a clock on the wall shows, without its zone, and back. A time that the clock leaps over
    /// is that much later; of a time that comes twice the first one is meant.
    static QDateTime wallTime(Instant moment, const QTimeZone& zone);
    static Instant momentOf(const QDateTime& wall, const QTimeZone& zone);

signals:
    /// The person goes back to the present.
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* buildTelling();
    QWidget* buildChoosing();
    void connectPast();
    QPushButton* button(const QString& name, const QString& text);
    void chooseTyped();
    void showMoment();
    void showProgress(int rows);
    void showProblem(const Error& error);
    QString momentText(Instant moment) const;

    PastFloor& m_past;
    QTimeZone m_zone;
    QLabel* m_text;
    QLabel* m_problem;
    QLabel* m_utc;
    QDateTimeEdit* m_when;
    QDateTime m_written; ///< what it shows unless the person types
    MomentSlider* m_slider;
    QPushButton* m_cancel;
    QPushButton* m_earlier;
    QPushButton* m_later;
    QPushButton* m_back;
    QTimer m_settle; ///< until the slider rests
};

} // namespace rackhouse
