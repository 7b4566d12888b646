#include "widgets/racks/momentbar.h"

#include "widgets/common/sitelink.h"
#include "widgets/common/status.h"
#include "widgets/common/theme.h"
#include "widgets/racks/momentslider.h"

#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>

namespace rackhouse
{

namespace
{
constexpr int kSettleMs = 250;
constexpr int kFieldFrame = 48; ///< around the text of the field
constexpr int kShapeRoom = 36;  ///< of the shape before the text
} // namespace

MomentBar::MomentBar(PastFloor& past, QWidget* parent)
    : QWidget(parent), m_past(past), m_zone(QTimeZone::systemTimeZone()), m_text(new QLabel(this)),
      m_problem(new QLabel(this)), m_utc(new QLabel(this)), m_when(new QDateTimeEdit(this)),
      m_slider(new MomentSlider(past.context().theme, this)),
      m_cancel(button(u"cancel"_qs, tr("Cancel"))),
      m_earlier(button(u"earlier"_qs, tr("Earlier change"))),
      m_later(button(u"later"_qs, tr("Later change"))),
      m_back(button(u"back"_qs, tr("Back to now")))
{
    setObjectName(u"floor.moment"_qs);
    setAccessibleName(tr("The floor as it was"));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(kShapeRoom, space::small, space::large, space::small);
    rows->setSpacing(space::small);
    rows->addWidget(buildTelling());
    rows->addWidget(buildChoosing());
    rows->addWidget(m_problem);
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMs);
    connectPast();
    hide();
}

QPushButton* MomentBar::button(const QString& name, const QString& text)
{
    auto* made = new QPushButton(text, this);
    made->setObjectName(u"floor.moment."_qs + name);
    made->setAccessibleName(text);
    return made;
}

QWidget* MomentBar::buildTelling()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_text->setObjectName(u"floor.moment.text"_qs);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->setObjectName(u"floor.moment.problem"_qs);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_cancel->hide();
    layout->addWidget(m_text, 1);
    layout->addWidget(m_cancel);
    layout->addWidget(m_back);
    return row;
}

QWidget* MomentBar::buildChoosing()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    // It shows a clock on the wall, whose zone stands beside it.
    m_when->setTimeSpec(Qt::UTC);
    m_when->setObjectName(u"floor.moment.when"_qs);
    m_when->setAccessibleName(tr("Date and time"));
    m_when->setDisplayFormat(u"yyyy-MM-dd HH:mm:ss"_qs);
    m_when->setCalendarPopup(true);
    const int widest = m_when->fontMetrics().horizontalAdvance(u"8888-88-88 88:88:88"_qs);
    m_when->setMinimumWidth(widest + kFieldFrame);
    m_utc->setObjectName(u"floor.moment.utc"_qs);
    m_utc->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_when);
    layout->addWidget(m_utc);
    layout->addWidget(m_earlier);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_later);
    return row;
}

void MomentBar::connectPast()
{
    connect(&m_past, &PastFloor::moved, this, &MomentBar::showMoment);
    connect(&m_past, &PastFloor::progress, this, &MomentBar::showProgress);
    connect(&m_past, &PastFloor::failed, this, &MomentBar::showProblem);
    connect(&m_past, &PastFloor::rangeChanged, this, [this] {
        m_slider->setHistory(m_past.range());
        showMoment();
    });
    connect(m_when, &QDateTimeEdit::editingFinished, this, &MomentBar::chooseTyped);
    connect(m_slider, &QSlider::valueChanged, this, [this] { m_settle.start(); });
    connect(&m_settle, &QTimer::timeout, this, [this] { m_past.open(m_slider->moment()); });
    connect(m_earlier, &QPushButton::clicked, this, [this] { m_past.step(false); });
    connect(m_later, &QPushButton::clicked, this, [this] { m_past.step(true); });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_past.cancel();
        showMoment();
    });
    connect(m_back, &QPushButton::clicked, this, &MomentBar::left);
}

void MomentBar::begin()
{
    show();
    showMoment();
    m_past.askRange();
    m_when->setFocus();
}

void MomentBar::setZone(const QTimeZone& zone)
{
    m_zone = zone;
    showMoment();
}

QDateTime MomentBar::wallTime(Instant moment, const QTimeZone& zone)
{
    const QDateTime there = moment.toDateTime().toTimeZone(zone);
    return {there.date(), there.time(), Qt::UTC};
}

Instant MomentBar::momentOf(const QDateTime& wall, const QTimeZone& zone)
{
    const QDateTime there(wall.date(), wall.time(), zone);
    Instant moment{there.toMSecsSinceEpoch()};
    // Where the clock is set back, the same time an hour before is the first of the two.
    const QTimeZone::OffsetData turn = zone.previousTransition(there);
    const qint64 back = turn.atUtc.isValid()
                            ? (zone.offsetFromUtc(turn.atUtc.addSecs(-1)) - turn.offsetFromUtc)
                            : 0;
    const Instant first = moment.plusMs(-back * 1000ll);
    if (back > 0 && wallTime(first, zone) == wall)
        moment = first;
    return moment;
}

void MomentBar::chooseTyped()
{
    // The field also ends its editing when it loses the focus.
    if (const QDateTime typed = m_when->dateTime(); std::exchange(m_written, typed) != typed)
        m_past.open(momentOf(typed, m_zone));
}

QString MomentBar::momentText(Instant moment) const
{
    const QDateTime there = moment.toDateTime().toTimeZone(m_zone);
    return there.toString(u"yyyy-MM-dd HH:mm:ss "_qs) + m_zone.abbreviation(there);
}

void MomentBar::showMoment()
{
    const auto moment = m_past.moment();
    const Instant now{m_past.context().clock.now().ms / 1000 * 1000};
    m_problem->hide();
    m_cancel->hide();
    m_settle.stop();
    const QSignalBlocker quiet(m_when);
    m_written = wallTime(now, m_zone);
    m_when->setDateTime(m_written);
    m_slider->setMoment(now);
    const QString zone = m_zone.abbreviation(now.toDateTime());
    const QString utc = now.toDateTime().toString(u"HH:mm:ss"_qs) + u" UTC"_qs;
    m_utc->setText(zone == u"UTC" ? zone : zone + u" · "_qs + utc);
    m_text->setText(moment
                        ? tr("You see the floor as it was on %1. Nothing can be changed here.")
                              .arg(momentText(*moment))
                        : tr("You see the floor as it is. Choose a moment to see it as it was."));
    m_back->setText(moment ? tr("Back to now") : tr("Close"));
    m_back->setAccessibleName(m_back->text());
    m_text->setToolTip(moment ? moment->toIso() : QString());
    update();
}

void MomentBar::showProgress(int rows)
{
    m_problem->hide();
    m_cancel->show();
    if (const auto wanted = m_past.wanted())
        m_text->setText(
            tr("Reading the floor of %1: %L2 rows are here.").arg(momentText(*wanted)).arg(rows));
}

/// What the site does not give, and what can be seen all the same.
void MomentBar::showProblem(const Error& error)
{
    showMoment();
    QString text = problemText(error);
    if (m_past.context().site.state() != SiteLink::State::Online)
        text += u' ' + tr("Moments that were shown lately can still be seen.");
    m_problem->setText(text);
    m_problem->show();
}

void MomentBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        return emit left();
    QWidget::keyPressEvent(event);
}

void MomentBar::paintEvent(QPaintEvent*)
{
    const Tokens& t = m_past.context().theme.tokens();
    const Tone tone = m_past.moment() ? Tone::Warning : Tone::Neutral;
    QPainter painter(this);
    painter.fillRect(rect(), Tokens::blend(t.tone(tone), t.app, 12));
    painter.fillRect(QRect(0, 0, 4, height()), t.tone(tone));
    paintTone(&painter, QRect(8, m_text->parentWidget()->y(), 20, m_text->parentWidget()->height()),
              m_past.moment() ? Tone::Stale : Tone::Neutral, t);
}

} // namespace rackhouse
