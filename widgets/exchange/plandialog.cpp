#include "widgets/exchange/plandialog.h"

#include "widgets/common/emptyhint.h"
#include "widgets/common/sitelink.h"
#include "widgets/exchange/planmodel.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeView>

namespace rackhouse
{

namespace
{

constexpr int kWidth = 880;
constexpr int kPreviewHeight = 300;
constexpr int kRowWidth = 220;
constexpr int kWhatWidth = 110;

} // namespace

PlanDialog::PlanDialog(Context context, const QString& name, const QString& title,
                       const QString& text, Verb verb, QWidget* parent)
    : FormDialog(context, name, title, text, verb(0), parent), m_verbText(std::move(verb))
{
    connect(this, &FormDialog::submitted, this, &PlanDialog::start);
}

void PlanDialog::addPreview(bool namesFields)
{
    m_model = new PlanModel(m_context.theme, namesFields, this);
    m_summary = new QLabel(this);
    m_summary->setWordWrap(true);
    addWide(u"summary"_qs, tr("Summary"), m_summary);
    m_view = new QTreeView(this);
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setMinimumHeight(kPreviewHeight);
    m_view->setColumnWidth(PlanModel::Row, kRowWidth);
    m_view->setColumnWidth(PlanModel::What, kWhatWidth);
    new EmptyHint(m_view, tr("The rows that change appear here."));
    setMinimumWidth(kWidth);
    addWide(u"preview"_qs, tr("What changes"), m_view);
    m_detail = new QLabel(this);
    m_detail->setWordWrap(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detail->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_detail->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    addWide(u"detail"_qs, tr("The current row"), m_detail);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                m_detail->setText(current.siblingAtColumn(PlanModel::Detail).data().toString());
            });
    m_bar = new QProgressBar(this);
    m_bar->setTextVisible(false);
    addWide(u"progress"_qs, tr("Progress"), m_bar);
    setRowVisible(m_bar, false);
}

void PlanDialog::showPlan(ChangePlan plan)
{
    m_plan = std::move(plan);
    m_parts = m_plan.parts();
    m_at = 0;
    show(planSummary(m_plan));
}

void PlanDialog::showNothing(const QString& hint, const QString& error)
{
    m_plan = {};
    m_parts.clear();
    show(hint);
    if (!error.isEmpty())
        fail(error);
}

void PlanDialog::show(const QString& summary)
{
    // Takes away a message about the plan before.
    setBusy(true);
    setBusy(false);
    m_model->setPlan(m_plan);
    m_detail->clear();
    // What is wrong stands first, and is read first.
    if (m_plan.count(PlannedRow::Outcome::Problem) > 0)
        m_view->setCurrentIndex(m_model->index(0, 0));
    m_summary->setText(summary);
    qsizetype rows = 0;
    for (const auto& part : m_parts)
        rows += qsizetype(part.size());
    setVerb(m_verbText(rows));
    setReady(rows > 0, tr("Nothing is to be changed"));
}

void PlanDialog::start()
{
    m_stopAsked = false;
    m_sending = true;
    m_at = 0;
    m_bar->setRange(0, int(m_parts.size()));
    m_bar->setValue(0);
    setRowVisible(m_bar, m_parts.size() > 1);
    setBusy(true);
    sendNext();
}

void PlanDialog::sendNext()
{
    m_context.site.post(u"/changesets"_qs, m_plan.body(m_parts[m_at]), this,
                        [this](const Result<QJsonObject>& answer) { take(answer); });
}

void PlanDialog::take(const Result<QJsonObject>& answer)
{
    if (!answer)
        return stop(problemText(answer.error()), answer.error().detail);
    if (!m_plan.takeAnswer(m_parts[m_at], *answer))
        return stop(tr("The site refused rows, so nothing of what was sent with them was changed. "
                       "They are marked below; the others can go without them."));
    m_bar->setValue(int(++m_at));
    if (m_at == m_parts.size()) {
        m_sending = false;
        return accept();
    }
    if (m_stopAsked)
        return stop(tr("Stopped. What is marked as done stays; the rest was not sent."));
    sendNext();
}

/// What is left can be sent again.
void PlanDialog::stop(const QString& text, const QString& details)
{
    m_sending = false;
    setRowVisible(m_bar, false);
    showPlan(std::move(m_plan));
    fail(text, details);
}

void PlanDialog::reject()
{
    if (!m_sending)
        return FormDialog::reject();
    m_stopAsked = true;
    m_summary->setText(tr("Stopping after what is on its way…"));
}

} // namespace rackhouse
