#pragma once

#include "models/base/result.h"
#include "models/exchange/changeplan.h"
#include "widgets/common/formdialog.h"

#include <functional>

class QLabel;
class QProgressBar;
class QTreeView;

namespace rackhouse
{

class PlanModel;

/// A dialog that shows what a change would make of the books before it is made, makes it part by
/// part, and can be stopped between two parts. What is a problem is left out, and said.
class PlanDialog : public FormDialog
{
    Q_OBJECT

public:
    /// `verb` is the text of the button for so many rows. The fields above the preview are added
    /// before the first call of showPlan() or showNothing().
    using Verb = std::function<QString(qsizetype rows)>;

    PlanDialog(Context context, const QString& name, const QString& title, const QString& text,
               Verb verb, QWidget* parent);

    /// Adds the preview below the fields; called once.
    void addPreview(bool namesFields);
    void showPlan(ChangePlan plan);
    /// There is no plan, and why not; an error where something went wrong.
    void showNothing(const QString& hint, const QString& error = {});

    void reject() override;

private:
    void show(const QString& summary);
    void start();
    void sendNext();
    void take(const Result<QJsonObject>& answer);
    void stop(const QString& text, const QString& details = {});

    Verb m_verbText;
    ChangePlan m_plan;
    std::vector<std::vector<size_t>> m_parts;
    size_t m_at = 0;
    bool m_sending = false;
    bool m_stopAsked = false;
    PlanModel* m_model = nullptr;
    QTreeView* m_view = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_detail = nullptr; ///< all of the row that is current
    QProgressBar* m_bar = nullptr;
};

} // namespace rackhouse
