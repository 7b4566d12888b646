#include "widgets/machines/joborders.h"

#include "app/client/siteclient.h"
#include "models/base/id.h"
#include "widgets/common/formdialog.h"
#include "widgets/common/sitelink.h"

#include <QPushButton>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int kRefusalsShown = 6; ///< the rest is among the details

} // namespace

JobOrders::JobOrders(Context context, FormDialog* dialog, QString kind,
                     const std::vector<QJsonObject>& machines)
    : QObject(dialog), m_context(context), m_dialog(dialog), m_kind(std::move(kind))
{
    for (const QJsonObject& machine : machines)
        m_orders.push_back({machine});
}

void JobOrders::send(const QJsonObject& params)
{
    m_dialog->setBusy(true);
    std::vector<Order*> open;
    for (Order& order : m_orders) {
        if (!order.taken)
            open.push_back(&order);
    }
    m_unanswered = int(open.size());
    for (Order* order : open)
        post(*order, params);
}

void JobOrders::post(Order& order, const QJsonObject& params)
{
    QJsonObject own = params;
    if (m_kind == u"wipe" || m_kind == u"inspect")
        own.insert(u"confirm"_qs, order.machine.value(u"serial"_qs));
    QJsonObject body{{u"kind"_qs, m_kind},
                     {u"machine_id"_qs, order.machine.value(u"id"_qs)},
                     {u"params"_qs, own}};
    // A refusal belongs to its key for ever; the old key is for a try that may have arrived.
    if (body != order.body || !client::isUndecided(order.refusal))
        order.key = newUuid();
    order.body = std::move(body);
    m_context.site.of(order.machine.value(u"site_key"_qs).toString())
        .post(
            u"/jobs"_qs, order.body, this,
            [this, &order](const Result<QJsonObject>& answer) {
                order.taken = answer.has_value();
                order.refusal = answer ? Error() : answer.error();
                if (--m_unanswered == 0)
                    finish();
            },
            order.key);
}

void JobOrders::finish()
{
    QStringList said;
    QStringList details;
    QString last;
    for (const Order& order : m_orders) {
        if (order.taken)
            continue;
        last = order.name();
        said << last + u": "_qs + problemText(order.refusal);
        details << said.back() + u' ' + order.refusal.detail;
    }
    if (said.isEmpty())
        return m_dialog->accept();
    const qsizetype refused = said.size();
    const qsizetype taken = qsizetype(m_orders.size()) - refused;
    if (refused > kRefusalsShown) {
        said = said.mid(0, kRefusalsShown);
        said << tr("and %n more; copy the details to read them", nullptr,
                   int(refused - kRefusalsShown));
    }
    if (taken > 0)
        said.prepend(tr("%1 of %2 jobs have started.").arg(taken).arg(m_orders.size()));
    if (taken > 0)
        m_dialog->setVerb(refused == 1 ? tr("Try %1 again").arg(last)
                                       : tr("Try %n machines again", nullptr, int(refused)));
    m_dialog->fail(said.join(u'\n'), details.join(u'\n').trimmed());
}

} // namespace rackhouse
