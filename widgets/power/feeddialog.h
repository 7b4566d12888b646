#pragma once

#include "models/domain/wiring.h"
#include "widgets/common/formdialog.h"

class QComboBox;
class QDoubleSpinBox;
class QSpinBox;

namespace rackhouse
{

/// One feed: a new one, or one that is changed. Goes to the site as a changeset of one.
class FeedDialog : public FormDialog
{
    Q_OBJECT

public:
    /// A feed without id is a new one.
    FeedDialog(Context context, const PowerFeed& feed, QWidget* parent);

private:
    void addFields();
    void offerUpstream();
    void save();

    const PowerFeed m_feed;
    QLineEdit* m_name;
    QComboBox* m_kind;
    QLineEdit* m_side;
    QComboBox* m_upstream;
    QLineEdit* m_hall;
    QDoubleSpinBox* m_volts;
    QDoubleSpinBox* m_amps;
    QComboBox* m_phases;
    QSpinBox* m_limit;
    QLabel* m_capacity;
};

/// Sends one item of a changeset for a dialog: it closes when the site has done it, else it says
/// why not.
void sendItem(Context context, FormDialog* dialog, const QJsonObject& item);

} // namespace rackhouse
