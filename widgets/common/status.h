#pragma once

#include "models/domain/asset.h"
#include "models/domain/enums.h"
#include "widgets/common/theme.h"

#include <QIcon>
#include <QWidget>

#include <optional>

class QPainter;

namespace rackhouse
{

/// A status as people see it: a tone (colour and shape) and a word.
struct Status {
    Tone tone = Tone::Unknown;
    QString word;
};

Status statusOf(MachineState state);
Status statusOf(JobState state);
Status statusOf(StepState state);
Status statusOf(Health health);
Status statusOf(PowerState power);
Status statusOf(BmcState state);
Status statusOf(SwitchState state);
Status statusOf(ImageState state);
Status statusOf(Severity severity);
Status statusOf(WipeResult result);
/// The status that a word of the named record field stands for ("machine", "state", "available").
Status statusOfWord(const QString& kind, const QString& field, const QString& word);
/// A status that the hardware has not confirmed for a while: its word and age, with a clock.
Status staleStatus(const Status& status, const QString& age);
/// The same, once what was seen then is old.
Status agedStatus(const Status& status, Instant seen, Instant now);
/// What the leak detectors of a machine report, with its age once that is old; what leaked when it
/// was last heard of is not dry because nothing is heard. Nothing where no leak is reported.
std::optional<Status> leakStatus(const Machine& machine, Instant now);
/// True where the field of that record is a status and not just a word.
bool isStatusField(const QString& kind, const QString& field);

/// What a job does, as a person says it: "Inspect".
QString jobKindText(JobKind kind);

/// Draws the shape of a tone in a square of 10 px in the middle of `rect`: filled dot ok, triangle
/// warning, diamond critical, ring running, dash unknown, clock stale.
void paintTone(QPainter* painter, const QRect& rect, Tone tone, const Tokens& tokens);

/// The shape of a tone as an icon, for views that draw their own cells.
QIcon toneIcon(Tone tone, const Tokens& tokens);

/// A status with its shape and word, for headers and forms.
class StatusLabel : public QWidget
{
    Q_OBJECT

public:
    StatusLabel(const Theme& theme, QWidget* parent);

    void setStatus(const Status& status);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Status m_status;
};

} // namespace rackhouse
