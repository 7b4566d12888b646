// The work list of a fabric: what a technician should go and look at.
#include "models/items/fabricmodel.h"
#include "widgets/common/listexport.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/plainlist.h"
#include "widgets/common/status.h"
#include "widgets/fabric/fabricpage.h"
#include "widgets/fabric/fabricview.h"

#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace rackhouse
{
namespace
{

constexpr int spotRole = Qt::UserRole;

Tone toneOf(FabricFinding::Kind kind)
{
    switch (kind) {
    case FabricFinding::Kind::WrongRail:
    case FabricFinding::Kind::WrongUnit:
    case FabricFinding::Kind::MissingLeaf:
    case FabricFinding::Kind::SupplyFailed:
    case FabricFinding::Kind::FanFailed:
        return Tone::Critical;
    case FabricFinding::Kind::UnknownPort:
    case FabricFinding::Kind::DefaultName:
        return Tone::Unknown;
    default:
        return Tone::Warning;
    }
}

QString titleOf(FabricFinding::Kind kind)
{
    switch (kind) {
    case FabricFinding::Kind::WrongRail:
        return FabricPage::tr("Wrong rail");
    case FabricFinding::Kind::WrongUnit:
        return FabricPage::tr("Wrong unit");
    case FabricFinding::Kind::MissingLeaf:
        return FabricPage::tr("Missing leaf");
    case FabricFinding::Kind::FewUplinks:
        return FabricPage::tr("Few uplinks");
    case FabricFinding::Kind::Asymmetric:
        return FabricPage::tr("Asymmetric");
    case FabricFinding::Kind::SlowLink:
        return FabricPage::tr("Slow link");
    case FabricFinding::Kind::WeakLight:
        return FabricPage::tr("Weak light");
    case FabricFinding::Kind::SharedPort:
        return FabricPage::tr("Shared port");
    case FabricFinding::Kind::OneSided:
        return FabricPage::tr("One-sided link");
    case FabricFinding::Kind::SelfLink:
        return FabricPage::tr("Loop");
    case FabricFinding::Kind::SupplyFailed:
        return FabricPage::tr("Supply");
    case FabricFinding::Kind::FanFailed:
        return FabricPage::tr("Fan");
    case FabricFinding::Kind::HotSwitch:
        return FabricPage::tr("Hot");
    case FabricFinding::Kind::LinkErrors:
        return FabricPage::tr("Link errors");
    case FabricFinding::Kind::Discards:
        return FabricPage::tr("Lost packets");
    case FabricFinding::Kind::Congested:
        return FabricPage::tr("Congested");
    case FabricFinding::Kind::OtherLeaf:
        return FabricPage::tr("Other leaf");
    case FabricFinding::Kind::OtherSpine:
        return FabricPage::tr("Other spine");
    case FabricFinding::Kind::NotThere:
        return FabricPage::tr("Not there");
    case FabricFinding::Kind::Unplanned:
        return FabricPage::tr("Not planned");
    case FabricFinding::Kind::OtherSerial:
        return FabricPage::tr("Other serial");
    case FabricFinding::Kind::UnknownPort:
        return FabricPage::tr("Unknown port");
    case FabricFinding::Kind::DefaultName:
        break;
    }
    return FabricPage::tr("No name");
}

} // namespace

QWidget* FabricPage::buildFindings(QWidget* parent)
{
    auto* wrong = new QWidget(parent);
    m_findings = makePlainList(u"fabric.findings"_qs, tr("What is wrong"),
                               {tr("Kind"), tr("Where"), tr("What to do")},
                               tr("Nothing is wrong with this fabric."), wrong);
    m_findings->setSelectionMode(QAbstractItemView::SingleSelection);
    m_findings->setColumnWidth(0, 120);
    m_findings->setColumnWidth(1, 190);
    m_sentence = new QLabel(wrong);
    m_sentence->setObjectName(u"fabric.sentence"_qs);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->setContentsMargins(space::medium, space::small, space::medium, space::medium);
    auto* column = new QVBoxLayout(wrong);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_findings, 1);
    column->addWidget(m_sentence);
    connect(m_findings, &QTreeWidget::currentItemChanged, this,
            [this](const QTreeWidgetItem* item) {
                m_sentence->setText(item == nullptr ? QString() : item->text(2));
                if (item != nullptr)
                    goTo(item->data(0, spotRole).toInt());
            });
    connect(m_findings, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        goTo(item->data(0, spotRole).toInt());
        m_view->setFocus();
    });
    return wrong;
}

void FabricPage::fillFindings()
{
    QStringList keys;
    const FabricPicture* picture = m_model->picture().get();
    const auto findings = picture == nullptr ? std::vector<FabricFinding>() : picture->findings();
    for (const FabricFinding& finding : findings) {
        const int spot = picture->spotOf(finding);
        // What is planned and not there, or told and in no fabric, has no place in the drawing.
        keys << findingCode(finding.kind) + u' ' +
                    (spot < 0 ? finding.name : picture->keyOf(spot)) + u' ' + finding.port;
    }
    const QSignalBlocker blocker(m_findings);
    const QTreeWidgetItem* current = m_findings->currentItem();
    const QString key = current == nullptr ? QString() : current->data(1, spotRole).toString();
    updateLines(m_findings->invisibleRootItem(), keys,
                [&](QTreeWidgetItem* line, int number, bool) {
                    const FabricFinding& finding = findings[std::size_t(number)];
                    line->setText(0, titleOf(finding.kind));
                    line->setIcon(0, toneIcon(toneOf(finding.kind), m_context.theme.tokens()));
                    line->setText(1, finding.name);
                    line->setText(2, picture->sentence(finding));
                    line->setToolTip(2, line->text(2));
                    line->setData(0, spotRole, picture->spotOf(finding));
                    line->setData(1, spotRole, keys.at(number));
                });
    // What is mended is not current any more, and neither is its neighbour.
    if (!keys.contains(key))
        m_findings->setCurrentItem(nullptr);
    current = m_findings->currentItem();
    m_sentence->setText(current == nullptr ? QString() : current->text(2));
}

void FabricPage::exportFindings()
{
    exportList(m_context.prompts, *m_findings, *m_strip, tr("Export the work list"),
               u"fabric-work-list.csv"_qs);
}

} // namespace rackhouse
