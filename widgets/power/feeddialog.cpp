#include "widgets/power/feeddialog.h"

#include "models/base/units.h"
#include "models/power/powerpicture.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/power/powerview.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>

namespace rackhouse
{

void sendItem(Context context, FormDialog* dialog, const QJsonObject& item)
{
    dialog->setBusy(true);
    context.site.post(u"/changesets"_qs, {{u"items"_qs, QJsonArray{item}}}, dialog,
                      [dialog](const Result<QJsonObject>& answer) {
                          dialog->setBusy(false);
                          if (!answer)
                              return dialog->fail(problemText(answer.error()),
                                                  answer.error().detail);
                          const QJsonObject problem = answer->value(u"items"_qs)
                                                          .toArray()
                                                          .at(0)
                                                          .toObject()
                                                          .value(u"problem"_qs)
                                                          .toObject();
                          if (!problem.isEmpty())
                              return dialog->fail(problem.value(u"title"_qs).toString(),
                                                  problem.value(u"detail"_qs).toString());
                          dialog->accept();
                      });
}

FeedDialog::FeedDialog(Context context, const PowerFeed& feed, QWidget* parent)
    : FormDialog(context, u"feed"_qs, feed.id.isEmpty() ? tr("Add a feed") : tr("Change a feed"),
                 tr("A stage on the way of the power: the grid, a UPS, a panel, the breaker that a "
                    "PDU hangs from."),
                 feed.id.isEmpty() ? tr("Add feed") : tr("Change feed"), parent),
      m_feed(feed)
{
    addFields();
    offerUpstream();
    const auto check = [this] {
        const bool named = !m_name->text().trimmed().isEmpty();
        setReady(named, named ? QString() : tr("Give it a name"));
        PowerFeed now;
        now.volts = m_volts->value();
        now.amps = m_amps->value();
        now.phases = m_phases->currentData().toInt();
        now.limitPercent = m_limit->value();
        m_capacity->setText(now.amps > 0 ? tr("It may carry %1").arg(wattsText(now.capacityW()))
                                         : tr("It has no limit of its own"));
    };
    connect(m_name, &QLineEdit::textChanged, this, check);
    connect(m_phases, &QComboBox::currentIndexChanged, this, check);
    connect(m_volts, &QDoubleSpinBox::valueChanged, this, check);
    connect(m_amps, &QDoubleSpinBox::valueChanged, this, check);
    connect(m_limit, &QSpinBox::valueChanged, this, check);
    connect(this, &FormDialog::submitted, this, &FeedDialog::save);
    check();
}

void FeedDialog::addFields()
{
    m_name = addLine(u"name"_qs, tr("Name"), tr("Breaker A-07"), m_feed.name);
    m_kind = new QComboBox(this);
    for (const FeedKind kind : {FeedKind::Utility, FeedKind::Generator, FeedKind::Ups,
                                FeedKind::Panel, FeedKind::Breaker})
        m_kind->addItem(feedKindText(kind), enumText(kind));
    m_kind->setCurrentIndex(m_kind->findData(enumText(m_feed.kind)));
    addWidget(u"kind"_qs, tr("Kind"), m_kind);
    m_side = addLine(u"side"_qs, tr("Side"), tr("A or B: what is lost together"), m_feed.side);
    m_upstream = new QComboBox(this);
    addWidget(u"upstream"_qs, tr("Fed by"), m_upstream);
    m_hall = addLine(u"hall"_qs, tr("Hall"), {}, m_feed.hall);
    m_phases = new QComboBox(this);
    m_phases->addItem(tr("One phase"), 1);
    m_phases->addItem(tr("Three phases"), 3);
    m_phases->setCurrentIndex(m_phases->findData(int(m_feed.phases)));
    addWidget(u"phases"_qs, tr("Phases"), m_phases);
    const auto number = [this](double value, double most, const QString& unit) {
        auto* box = new QDoubleSpinBox(this);
        box->setRange(0, most);
        box->setDecimals(1);
        box->setSuffix(u' ' + unit);
        box->setValue(value);
        return box;
    };
    m_volts = number(m_feed.volts, 1'000'000, u"V"_qs);
    m_amps = number(m_feed.amps, 100'000, u"A"_qs);
    addWidget(u"volts"_qs, tr("Voltage"), m_volts);
    addWidget(u"amps"_qs, tr("Rating"), m_amps);
    m_limit = new QSpinBox(this);
    m_limit->setRange(1, 100);
    m_limit->setSuffix(u" %"_qs);
    m_limit->setValue(int(m_feed.limitPercent));
    addWidget(u"limit"_qs, tr("Load limit"), m_limit);
    m_capacity = new QLabel(this);
    addWidget(u"capacity"_qs, {}, m_capacity);
}

void FeedDialog::offerUpstream()
{
    m_upstream->addItem(tr("Nothing: it is where the power comes in"), QString());
    // Whatever comes of reading the others, it stays where it is.
    if (m_feed.upstreamId) {
        m_upstream->addItem(tr("As it is now"), m_feed.upstreamId.text());
        m_upstream->setCurrentIndex(1);
    }
    m_context.records.fetch<std::vector<PowerFeed>>(
        this, [](Rows& rows) { return rows.list<PowerFeed>({.orderBy = u"name"_qs}); },
        [this](const std::vector<PowerFeed>& feeds) {
            for (const PowerFeed& feed : feeds) {
                if (m_feed.upstreamId && feed.id == m_feed.upstreamId)
                    m_upstream->setItemText(1, feed.name);
                else if (feed.id != m_feed.id)
                    m_upstream->addItem(feed.name, feed.id.text());
            }
        });
}

void FeedDialog::save()
{
    const QJsonObject fields{{u"name"_qs, m_name->text().trimmed()},
                             {u"kind"_qs, m_kind->currentData().toString()},
                             {u"side"_qs, m_side->text().trimmed()},
                             {u"upstream_id"_qs, m_upstream->currentData().toString()},
                             {u"hall"_qs, m_hall->text().trimmed()},
                             {u"volts"_qs, m_volts->value()},
                             {u"amps"_qs, m_amps->value()},
                             {u"phases"_qs, m_phases->currentData().toInt()},
                             {u"limit_percent"_qs, m_limit->value()}};
    QJsonObject item{{u"op"_qs, m_feed.id.isEmpty() ? u"create"_qs : u"change"_qs},
                     {u"kind"_qs, u"power_feed"_qs},
                     {u"fields"_qs, fields}};
    if (!m_feed.id.isEmpty()) {
        item.insert(u"id"_qs, m_feed.id.text());
        item.insert(u"revision"_qs, m_feed.revision);
    }
    sendItem(m_context, this, item);
}

} // namespace rackhouse
