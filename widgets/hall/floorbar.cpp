#include "widgets/hall/floorbar.h"

#include "models/domain/asset.h"
#include "models/items/floormodel.h"
#include "widgets/common/filterrow.h"
#include "widgets/common/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>

namespace rackhouse
{

namespace
{

constexpr int kLeastChoice = 96;

} // namespace

FloorBar::FloorBar(const Context& context, QWidget* view, QWidget* parent)
    : QWidget(parent), m_filter(buildFilter(context, view))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::large, 0, space::large, space::small);
    layout->setSpacing(space::small);
    layout->addWidget(buildViews());
    layout->addWidget(m_filter);
    m_modes[size_t(FloorMode::Site)]->hide(); // until there are several halls
    setMode(FloorMode::Plan);
}

QPushButton* FloorBar::addChoice(QButtonGroup* group, QHBoxLayout* row, const QString& name,
                                 const QString& text, std::function<void()> chosen)
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(u"floor."_qs + name);
    button->setAccessibleName(text);
    if (group != nullptr) {
        button->setCheckable(true);
        group->addButton(button);
    }
    row->addWidget(button);
    connect(button, &QPushButton::clicked, this, std::move(chosen));
    return button;
}

QWidget* FloorBar::buildViews()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    auto* modes = new QButtonGroup(this);
    for (const auto& [mode, name, text] : {std::tuple{FloorMode::Site, u"site"_qs, tr("Site")},
                                           std::tuple{FloorMode::Plan, u"plan"_qs, tr("Plan")},
                                           std::tuple{FloorMode::Racks, u"racks"_qs, tr("Racks")},
                                           std::tuple{FloorMode::List, u"list"_qs, tr("List")}})
        m_modes.push_back(
            addChoice(modes, layout, name, text, [this, mode = mode] { emit modeChosen(mode); }));
    layout->addSpacing(space::medium);
    const auto combo = [&](const QString& name, const QString& title) {
        auto* box = new QComboBox(row);
        box->setObjectName(u"floor."_qs + name);
        box->setAccessibleName(title);
        box->setToolTip(title);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(14);
        box->setMinimumWidth(kLeastChoice); // narrower than its texts in a narrow window
        layout->addWidget(box);
        return box;
    };
    m_hall = combo(u"hall"_qs, tr("Hall"));
    m_hall->setPlaceholderText(tr("All halls"));
    m_measure = combo(u"measure"_qs, tr("What racks and devices are shaded by"));
    m_measure->setMinimumContentsLength(20);
    for (const auto& [measure, word] : EnumWords<FloorMeasure>::words)
        m_measure->addItem(measureTitle(measure), int(measure));
    connect(m_hall, &QComboBox::activated, this,
            [this](int index) { emit hallChosen(m_hall->itemData(index).toString()); });
    connect(m_measure, &QComboBox::activated, this, [this](int index) {
        emit measureChosen(FloorMeasure(m_measure->itemData(index).toInt()));
    });
    layout->addStretch(1);
    auto* faces = new QButtonGroup(this);
    m_front =
        addChoice(faces, layout, u"front"_qs, tr("Front"), [this] { emit faceChosen(false); });
    m_rear = addChoice(faces, layout, u"rear"_qs, tr("Rear"), [this] { emit faceChosen(true); });
    m_front->setChecked(true);
    addChoice(nullptr, layout, u"fit"_qs, tr("Fit"), [this] { emit fitChosen(); });
    m_full = addChoice(nullptr, layout, u"full"_qs, tr("100 %"), [this] { emit fullChosen(); });
    return row;
}

FilterRow* FloorBar::buildFilter(const Context& context, QWidget* view)
{
    auto* row = new FilterRow(context, u"floor"_qs, Machine::record(), view, this);
    row->setContentsMargins({});
    row->setHint(tr("Filter machines, for example %1").arg(u"gpu:h200 free:8"_qs),
                 tr("Racks without such a machine fade"));
    connect(row, &FilterRow::changed, this, &FloorBar::filterChanged);
    return row;
}

void FloorBar::setMode(FloorMode mode)
{
    m_modes[size_t(mode)]->setChecked(true);
    const bool racks = mode == FloorMode::Racks;
    for (QPushButton* button : {m_front, m_rear, m_full})
        button->setVisible(racks);
}

void FloorBar::setMeasure(FloorMeasure measure)
{
    m_measure->setCurrentIndex(m_measure->findData(int(measure)));
}

void FloorBar::setHalls(const FloorPicture& picture, int current)
{
    QStringList names;
    for (const auto& hall : picture.halls())
        names << hall.plan.name;
    // A list that is open stays as it is while the same halls are there.
    if (names != std::exchange(m_names, names)) {
        m_hall->clear();
        for (const QString& name : names)
            m_hall->addItem(FloorModel::hallTitle(name), name);
    }
    m_hall->setCurrentIndex(current);
    m_hall->setEnabled(!names.isEmpty());
    m_modes[size_t(FloorMode::Site)]->setVisible(names.size() > 1);
}

} // namespace rackhouse
