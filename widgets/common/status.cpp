#include "widgets/common/status.h"

#include "models/domain/switchfacts.h"
#include "models/items/displaytext.h"
#include "models/query/condition.h"

#include <QCoreApplication>
#include <QPainter>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("Status", text);
}

/// A port that nothing is plugged into is down, and nothing is wrong with it.
Status statusOf(PortState state)
{
    switch (state) {
    case PortState::Up:
        return {Tone::Ok, tr("Up")};
    case PortState::Down:
        return {Tone::Neutral, tr("Down")};
    case PortState::Disabled:
        return {Tone::Neutral, tr("Switched off")};
    case PortState::Unknown:
        break;
    }
    return {Tone::Unknown, tr("Unknown")};
}

template <class E>
Status ofWord(const QString& word)
{
    const auto value = enumFromText<E>(word);
    return value ? statusOf(*value) : Status{Tone::Unknown, word};
}

} // namespace

Status statusOf(MachineState state)
{
    switch (state) {
    case MachineState::Discovered:
        return {Tone::Neutral, tr("Discovered")};
    case MachineState::Inspecting:
        return {Tone::Running, tr("Inspecting")};
    case MachineState::Available:
        return {Tone::Ok, tr("Available")};
    case MachineState::Provisioning:
        return {Tone::Running, tr("Provisioning")};
    case MachineState::Provisioned:
        return {Tone::Ok, tr("Provisioned")};
    case MachineState::Wiping:
        return {Tone::Running, tr("Wiping")};
    case MachineState::Quarantined:
        return {Tone::Critical, tr("Quarantined")};
    case MachineState::Paper:
        break;
    }
    return {Tone::Unknown, tr("In the books only")};
}

Status statusOf(JobState state)
{
    switch (state) {
    case JobState::Queued:
        return {Tone::Neutral, tr("Queued")};
    case JobState::Running:
        return {Tone::Running, tr("Running")};
    case JobState::Held:
        return {Tone::Warning, tr("Held")};
    case JobState::Cancelling:
        return {Tone::Warning, tr("Cancelling")};
    case JobState::Succeeded:
        return {Tone::Ok, tr("Succeeded")};
    case JobState::Failed:
        return {Tone::Critical, tr("Failed")};
    case JobState::Cancelled:
        break;
    }
    return {Tone::Unknown, tr("Cancelled")};
}

Status statusOf(StepState state)
{
    switch (state) {
    case StepState::Pending:
        return {Tone::Unknown, tr("To do")};
    case StepState::Running:
        return {Tone::Running, tr("Running")};
    case StepState::Waiting:
        return {Tone::Running, tr("Waiting")};
    case StepState::Succeeded:
        return {Tone::Ok, tr("Done")};
    case StepState::Failed:
        return {Tone::Critical, tr("Failed")};
    case StepState::Skipped:
        break;
    }
    return {Tone::Unknown, tr("Skipped")};
}

Status statusOf(Health health)
{
    switch (health) {
    case Health::Ok:
        return {Tone::Ok, tr("OK")};
    case Health::Warning:
        return {Tone::Warning, tr("Warning")};
    case Health::Critical:
        return {Tone::Critical, tr("Critical")};
    case Health::Unknown:
        break;
    }
    return {Tone::Unknown, tr("Unknown")};
}

Status statusOf(PowerState power)
{
    switch (power) {
    case PowerState::On:
        return {Tone::Ok, tr("On")};
    case PowerState::Off:
        return {Tone::Neutral, tr("Off")};
    case PowerState::PoweringOn:
        return {Tone::Running, tr("Powering on")};
    case PowerState::PoweringOff:
        return {Tone::Running, tr("Powering off")};
    case PowerState::Unknown:
        break;
    }
    return {Tone::Unknown, tr("Unknown")};
}

Status statusOf(BmcState state)
{
    switch (state) {
    case BmcState::New:
        return {Tone::Unknown, tr("New")};
    case BmcState::Reachable:
        return {Tone::Ok, tr("Reachable")};
    case BmcState::Unreachable:
        return {Tone::Critical, tr("Unreachable")};
    case BmcState::AuthFailed:
        return {Tone::Warning, tr("Login refused")};
    case BmcState::PinChanged:
        return {Tone::Critical, tr("Certificate changed")};
    case BmcState::Broken:
        break;
    }
    return {Tone::Critical, tr("No Redfish")};
}

Status statusOf(SwitchState state)
{
    switch (state) {
    case SwitchState::New:
        return {Tone::Unknown, tr("Not asked yet")};
    case SwitchState::Answered:
        return {Tone::Ok, tr("Answered")};
    case SwitchState::Failed:
        break;
    }
    return {Tone::Critical, tr("Failed")};
}

Status statusOf(ImageState state)
{
    switch (state) {
    case ImageState::Uploading:
        return {Tone::Running, tr("Uploading")};
    case ImageState::Checking:
        return {Tone::Running, tr("Checking")};
    case ImageState::Ready:
        return {Tone::Ok, tr("Ready")};
    case ImageState::Bad:
        break;
    }
    return {Tone::Critical, tr("Cannot be used")};
}

Status statusOf(Severity severity)
{
    switch (severity) {
    case Severity::Warning:
        return {Tone::Warning, tr("Warning")};
    case Severity::Critical:
        return {Tone::Critical, tr("Critical")};
    case Severity::Info:
        break;
    }
    return {Tone::Neutral, tr("Info")};
}

Status statusOf(WipeResult result)
{
    switch (result) {
    case WipeResult::Passed:
        return {Tone::Ok, tr("Passed")};
    case WipeResult::Failed:
        return {Tone::Critical, tr("Failed")};
    case WipeResult::Running:
        break;
    }
    return {Tone::Running, tr("Running")};
}

bool isStatusField(const QString& kind, const QString& field)
{
    // Whether a cable is planned or plugged in is neither well nor wrong.
    if ((field == u"state" && kind != u"cable") || field == u"health" || field == u"severity")
        return true;
    return (kind == u"machine" && field == u"power") ||
           (kind == u"wipe_record" && field == u"result");
}

Status statusOfWord(const QString& kind, const QString& field, const QString& word)
{
    if (field == u"health")
        return ofWord<Health>(word);
    if (field == u"power")
        return ofWord<PowerState>(word);
    if (field == u"severity")
        return ofWord<Severity>(word);
    if (field == u"result")
        return ofWord<WipeResult>(word);
    if (kind == u"machine")
        return ofWord<MachineState>(word);
    if (kind == u"job")
        return ofWord<JobState>(word);
    if (kind == u"job_step")
        return ofWord<StepState>(word);
    if (kind == u"bmc")
        return ofWord<BmcState>(word);
    if (kind == u"switch_access")
        return ofWord<SwitchState>(word);
    if (kind == u"switch_port")
        return ofWord<PortState>(word);
    if (kind == u"image")
        return ofWord<ImageState>(word);
    return {Tone::Unknown, word};
}

QString jobKindText(JobKind kind)
{
    switch (kind) {
    case JobKind::Inspect:
        return tr("Inspect");
    case JobKind::Provision:
        return tr("Provision");
    case JobKind::Wipe:
        return tr("Wipe");
    case JobKind::Power:
        return tr("Power");
    case JobKind::Discover:
        break;
    }
    return tr("Discover");
}

void paintTone(QPainter* painter, const QRect& rect, Tone tone, const Tokens& tokens)
{
    const QPointF c = QRectF(rect).center();
    const QColor colour = tokens.tone(tone);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    switch (tone) {
    case Tone::Ok:
        painter->drawEllipse(c, 4, 4);
        break;
    case Tone::Warning:
        painter->drawPolygon(
            QPolygonF{{c.x(), c.y() - 5}, {c.x() + 5.2, c.y() + 4}, {c.x() - 5.2, c.y() + 4}});
        break;
    case Tone::Critical:
        painter->drawPolygon(QPolygonF{{c.x(), c.y() - 5.2},
                                       {c.x() + 5.2, c.y()},
                                       {c.x(), c.y() + 5.2},
                                       {c.x() - 5.2, c.y()}});
        break;
    case Tone::Running:
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(colour, 2));
        painter->drawEllipse(c, 3.6, 3.6);
        break;
    case Tone::Stale:
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(colour, 1.2));
        painter->drawEllipse(c, 4.2, 4.2);
        painter->drawLine(c, c + QPointF(0, -2.8));
        painter->drawLine(c, c + QPointF(2.2, 0));
        break;
    case Tone::Neutral:
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(colour, 1.4));
        painter->drawRoundedRect(QRectF(c.x() - 3.5, c.y() - 3.5, 7, 7), 1.5, 1.5);
        break;
    case Tone::Unknown:
        painter->setPen(QPen(colour, 2));
        painter->drawLine(c + QPointF(-3.5, 0), c + QPointF(3.5, 0));
        break;
    }
    painter->restore();
}

QIcon toneIcon(Tone tone, const Tokens& tokens)
{
    constexpr int side = 16;
    constexpr int scale = 2; // sharp on a screen of twice the density
    QPixmap pixmap(side * scale, side * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintTone(&painter, QRect(0, 0, side, side), tone, tokens);
    return QIcon(pixmap);
}

Status staleStatus(const Status& status, const QString& age)
{
    return {Tone::Stale, QCoreApplication::translate("Status", "%1 · %2").arg(status.word, age)};
}

Status agedStatus(const Status& status, Instant seen, Instant now)
{
    return now.ms - seen.ms > query::kStaleAfterMs ? staleStatus(status, relativeTime(seen, now))
                                                   : status;
}

std::optional<Status> leakStatus(const Machine& machine, Instant now)
{
    if (machine.leak <= Health::Ok)
        return std::nullopt;
    const QString words =
        machine.leak == Health::Critical ? tr("Leaks at %1") : tr("May leak at %1");
    const QString where =
        machine.leakAt.isEmpty() ? tr("a place that is not told") : machine.leakAt;
    const Status leak{statusOf(machine.leak).tone, words.arg(where)};
    return Status{leak.tone, agedStatus(leak, machine.observedAt, now).word};
}

StatusLabel::StatusLabel(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatusLabel::setStatus(const Status& status)
{
    m_status = status;
    setAccessibleName(status.word);
    setToolTip(status.word);
    updateGeometry();
    update();
}

QSize StatusLabel::sizeHint() const
{
    return {24 + fontMetrics().horizontalAdvance(m_status.word), fontMetrics().height() + 4};
}

void StatusLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = m_theme.tokens();
    paintTone(&painter, QRect(0, 0, 16, height()), m_status.tone, t);
    painter.setPen(t.tone(m_status.tone));
    painter.drawText(rect().adjusted(20, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_status.word);
}

} // namespace rackhouse
