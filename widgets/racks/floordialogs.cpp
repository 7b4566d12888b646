#include "widgets/racks/floordialogs.h"

#include "widgets/racks/inletbox.h"
#include "widgets/racks/placefields.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDate>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include <memory>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("FloorDialogs", text);
}

QDoubleSpinBox* makeNumber(QWidget* parent, double value, double most, double step,
                           const QString& suffix)
{
    auto* box = new QDoubleSpinBox(parent);
    box->setRange(0, most);
    box->setSingleStep(step);
    box->setDecimals(step < 1 ? 1 : 0);
    box->setSuffix(suffix);
    box->setValue(value);
    // Nothing in it means that nobody knows.
    if (box->minimum() == 0 && suffix != u" U")
        box->setSpecialValueText(tr("not known"));
    return box;
}

QDoubleSpinBox* addNumber(FormDialog* dialog, const QString& name, const QString& label,
                          double value, double most, double step, const QString& suffix)
{
    QDoubleSpinBox* box = makeNumber(dialog, value, most, step, suffix);
    dialog->addWidget(name, label, box);
    return box;
}

/// Its own rack, else the first one that has room for it.
RackId startingRack(const FloorBooks& books, const Device& device)
{
    if (books.rack(device.rackId()) != nullptr)
        return device.rackId();
    Occupant lowest = device.occupant();
    lowest.bottom = 0;
    for (const Rack& rack : books.racks) {
        if (nearestFree(rack, books.occupants(rack.id), lowest) >= 0)
            return rack.id;
    }
    return {};
}

template <class T>
Edits::Edit editOf(const std::optional<T>& before, const T& after)
{
    return before ? Edits::Edit{tr("change of %1").arg(after.name), {Edits::change(*before, after)}}
                  : Edits::Edit{tr("adding of %1").arg(after.name), {Edits::creation(after)}};
}

} // namespace

void submitEdit(Context context, FormDialog* dialog, Edits::Edit edit)
{
    dialog->setBusy(true);
    context.edits->make(std::move(edit), dialog, [dialog](const Result<void>& sent) {
        if (sent)
            dialog->accept();
        else
            dialog->fail(refusalText(sent.error()));
    });
}

FormDialog* makePlaceDialog(Context context, const Device& device, QWidget* parent)
{
    const bool placed = device.rackId() && (device.takesUnits() || device.mount() != Mount::Units);
    const QString verb = (placed ? tr("Move %1") : tr("Place %1")).arg(device.name().left(40));
    auto* dialog = new FormDialog(context, u"place"_qs, verb, {}, verb, parent);
    auto* fields = new PlaceFields(dialog);
    fields->setDevice(device);
    QObject::connect(fields, &PlaceFields::changed, dialog, [dialog, fields] {
        dialog->verb()->setEnabled(fields->isPossible());
        dialog->verb()->setToolTip(fields->isPossible() ? QString() : tr("It does not fit there"));
    });
    dialog->verb()->setEnabled(false);
    context.records.fetch<FloorBooks>(dialog, FloorBooks::read,
                                      [context, device, fields](const FloorBooks& read) {
                                          const FloorBooks books = read.freshened(*context.edits);
                                          fields->setBooks(books, startingRack(books, device));
                                      });
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        const auto there = fields->target();
        submitEdit(context, dialog,
                   {tr("move of %1").arg(device.name()), {device.changeTo(*there)}, true});
    });
    return dialog;
}

FormDialog* makeRackDialog(Context context, const std::optional<Rack>& rack, const Rack& beside,
                           QWidget* parent)
{
    Rack shown = rack.value_or(Rack());
    if (!rack) {
        shown.hall = beside.hall;
        shown.row = beside.row;
        shown.position = beside.position + 1;
        shown.heightUnits = beside.heightUnits;
        shown.widthMm = beside.widthMm;
        shown.depthMm = beside.depthMm;
        shown.powerLimitW = beside.powerLimitW;
        shown.weightLimitKg = beside.weightLimitKg;
    }
    const QString verb = rack ? tr("Change rack") : tr("Add rack");
    auto* dialog = new FormDialog(context, u"rack"_qs, verb, {}, verb, parent);
    QLineEdit* name = dialog->addLine(u"name"_qs, tr("Name"), u"A07"_qs, shown.name);
    QLineEdit* hall = dialog->addLine(u"hall"_qs, tr("Hall"), tr("Hall 1"), shown.hall);
    QLineEdit* row = dialog->addLine(u"row"_qs, tr("Row"), u"A"_qs, shown.row);
    auto* position = addNumber(dialog, u"position"_qs, tr("Place in its row"),
                               double(shown.position), 10'000, 1, {});
    auto* height =
        addNumber(dialog, u"height"_qs, tr("Height"), double(shown.heightUnits), 100, 1, u" U"_qs);
    height->setMinimum(1);
    auto* depth = addNumber(dialog, u"depth"_qs, tr("Depth outside"), double(shown.depthMm), 5000,
                            100, u" mm"_qs);
    auto* power = addNumber(dialog, u"power"_qs, tr("Power limit"),
                            double(shown.powerLimitW) / 1000, 10'000, .5, u" kW"_qs);
    auto* weight = addNumber(dialog, u"weight"_qs, tr("Weight limit"), double(shown.weightLimitKg),
                             100'000, 50, u" kg"_qs);
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        if (name->text().trimmed().isEmpty())
            return dialog->fail(tr("Give the rack a name."));
        Rack made = shown;
        if (!rack)
            made.id = RackId::create();
        made.name = name->text().trimmed();
        made.hall = hall->text().trimmed();
        made.row = row->text().trimmed();
        made.position = qint64(position->value());
        made.heightUnits = qint64(height->value());
        made.depthMm = qint64(depth->value());
        made.powerLimitW = qRound64(power->value() * 1000);
        made.weightLimitKg = qint64(weight->value());
        submitEdit(context, dialog, editOf(rack, made));
    });
    return dialog;
}

namespace
{

/// The fields of an asset, and the asset that they describe.
struct AssetFields {
    QComboBox* kind;
    QComboBox* type;
    QLineEdit* name;
    QDoubleSpinBox* height;
    QComboBox* depth;
    QDoubleSpinBox* depthMm;
    QLineEdit* tag;
    QLineEdit* serial;
    QDoubleSpinBox* weight;
    QDoubleSpinBox* power;
    InletBox* inlet;
    QLineEdit* note;
    QLineEdit* until;

    AssetFields(FormDialog* dialog, const Asset& shown)
        : kind(new QComboBox(dialog)), type(new QComboBox(dialog)),
          name(dialog->addLine(u"name"_qs, tr("Name"), u"a07-leaf-1"_qs, shown.name))
    {
        for (const QString& word : detail::wordsOf<AssetKind>())
            kind->addItem(assetKindText(*enumFromText<AssetKind>(word)), word);
        kind->setCurrentIndex(kind->findData(enumText(shown.kind)));
        dialog->addWidget(u"kind"_qs, tr("Kind"), kind);
        dialog->addWidget(u"type"_qs, tr("Device type"), type);
        height =
            addNumber(dialog, u"height"_qs, tr("Height"), shown.heightUnits, 100, .5, u" U"_qs);
        addDepth(dialog, shown);
        tag = dialog->addLine(u"tag"_qs, tr("Asset tag"), {}, shown.assetTag);
        serial = dialog->addLine(u"serial"_qs, tr("Serial"), {}, shown.serial);
        weight =
            addNumber(dialog, u"weight"_qs, tr("Weight"), shown.weightKg, 10'000, .5, u" kg"_qs);
        power = addNumber(dialog, u"power"_qs, tr("Power on its name plate"), double(shown.plateW),
                          1'000'000, 50, u" W"_qs);
        inlet = new InletBox(dialog);
        inlet->offer(shown, nullptr, {}, {});
        inlet->choose(shown.preferredInlet);
        dialog->addWidget(u"inlet"_qs, tr("Preferred inlet"), inlet);
        note = dialog->addLine(u"note"_qs, tr("Note"), tr("for whom or what"), shown.note);
        const QString day =
            shown.until.isSet() ? shown.until.toDateTime().date().toString(Qt::ISODate) : QString();
        until = dialog->addLine(u"until"_qs, tr("Reserved until"), u"2027-03-31"_qs, day);
        const AssetFields fields = *this;
        showFor(dialog);
        QObject::connect(kind, &QComboBox::currentIndexChanged, dialog,
                         [fields, dialog] { fields.showFor(dialog); });
    }

    /// Half or full, and in millimetres beside it.
    void addDepth(FormDialog* dialog, const Asset& shown)
    {
        auto* row = new QWidget(dialog);
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        depth = new QComboBox(row);
        depth->addItems({tr("Full depth"), tr("Half depth")});
        depth->setCurrentIndex(shown.halfDepth ? 1 : 0);
        depth->setObjectName(dialog->objectName() + u".depth"_qs);
        depth->setAccessibleName(tr("Depth"));
        depthMm = makeNumber(row, double(shown.depthMm), 5000, 10, u" mm"_qs);
        depthMm->setObjectName(dialog->objectName() + u".depth-mm"_qs);
        depthMm->setAccessibleName(tr("Depth in mm"));
        layout->addWidget(depth, 1);
        layout->addWidget(depthMm, 1);
        dialog->addWidget(u"depth-row"_qs, tr("Depth"), row);
    }

    /// Only what makes sense for the kind that is chosen.
    void showFor(FormDialog* dialog) const
    {
        const QString word = kind->currentData().toString();
        const bool reserves = word == enumText(AssetKind::Reservation);
        const bool real = !reserves && word != enumText(AssetKind::Blank);
        for (QWidget* field : std::initializer_list<QWidget*>{type, tag, serial, weight})
            dialog->setRowVisible(field, real);
        depthMm->setVisible(real);
        dialog->setRowVisible(power, word != enumText(AssetKind::Blank));
        dialog->setRowVisible(inlet, word == enumText(AssetKind::TransferSwitch));
        dialog->setRowVisible(note, reserves);
        dialog->setRowVisible(until, reserves);
    }

    /// What the library knows of a type comes into the fields.
    void useType(const DeviceType& known) const
    {
        height->setValue(known.heightUnits);
        depth->setCurrentIndex(known.halfDepth ? 1 : 0);
        depthMm->setValue(double(known.depthMm));
        weight->setValue(known.weightKg);
        power->setValue(double(known.plateW));
    }

    Asset asset(Asset made, const FloorBooks& books) const
    {
        made.name = name->text().trimmed();
        made.kind = *enumFromText<AssetKind>(kind->currentData().toString());
        made.deviceTypeId = DeviceTypeId(type->currentData().toString());
        if (const DeviceType* known = books.type(made.deviceTypeId)) {
            made.manufacturer = known->manufacturer;
            made.model = known->model;
        }
        made.heightUnits = height->value();
        made.halfDepth = depth->currentIndex() == 1;
        made.depthMm = qint64(depthMm->value());
        made.assetTag = tag->text().trimmed();
        made.serial = serial->text().trimmed();
        made.weightKg = weight->value();
        made.plateW = qint64(power->value());
        made.preferredInlet = made.kind == AssetKind::TransferSwitch ? inlet->inlet() : QString();
        made.note = note->text().trimmed();
        const QDate day = QDate::fromString(until->text().trimmed(), Qt::ISODate);
        made.until =
            day.isValid() ? Instant{day.startOfDay(Qt::UTC).toMSecsSinceEpoch()} : Instant{};
        return made;
    }

    QString problem() const
    {
        if (name->text().trimmed().isEmpty())
            return tr("Give it a name.");
        const QString day = until->text().trimmed();
        if (!day.isEmpty() && !QDate::fromString(day, Qt::ISODate).isValid())
            return tr("The day is written as year-month-day: 2027-03-31.");
        return {};
    }
};

/// What the dialog of an asset is filled from.
struct AssetBooks {
    FloorBooks floor;
    std::vector<Cable> cables; ///< power cables that end at the asset
};

} // namespace

FormDialog* makeAssetDialog(Context context, const std::optional<Asset>& asset, const RackId& rack,
                            QWidget* parent)
{
    Asset shown = asset.value_or(Asset());
    if (!asset) {
        shown.id = AssetId::create();
        shown.kind = AssetKind::Switch;
    }
    const QString verb = asset ? tr("Change device") : tr("Add device");
    auto* dialog = new FormDialog(context, u"asset"_qs, verb, {}, verb, parent);
    const AssetFields fields(dialog, shown);
    auto* place = new PlaceFields(dialog);
    const auto refresh = [place, fields, shown] {
        place->setDevice(fields.asset(shown, place->books()));
    };
    refresh();
    dialog->verb()->setEnabled(false);
    QObject::connect(fields.height, &QDoubleSpinBox::valueChanged, place, refresh);
    QObject::connect(fields.depth, &QComboBox::currentIndexChanged, place, refresh);
    QObject::connect(fields.depthMm, &QDoubleSpinBox::valueChanged, place, refresh);
    QObject::connect(fields.weight, &QDoubleSpinBox::valueChanged, place, refresh);
    QObject::connect(fields.power, &QDoubleSpinBox::valueChanged, place, refresh);
    const auto cables = std::make_shared<std::vector<Cable>>();
    const auto offerInlets = [place, fields, shown, cables] {
        const DeviceTypeId id(fields.type->currentData().toString());
        fields.inlet->offer(shown, place->books().type(id), *cables, place->books());
    };
    QObject::connect(fields.type, &QComboBox::activated, place, [=] {
        const DeviceTypeId id(fields.type->currentData().toString());
        if (const DeviceType* known = place->books().type(id))
            fields.useType(*known);
        offerInlets();
        refresh();
    });
    QObject::connect(place, &PlaceFields::changed, dialog,
                     [dialog, place] { dialog->verb()->setEnabled(place->isPossible()); });
    const auto read = [id = shown.id](Rows& rows) {
        return AssetBooks{FloorBooks::read(rows), InletBox::readCables(rows, id)};
    };
    context.records.fetch<AssetBooks>(dialog, read, [=](const AssetBooks& books) {
        fields.type->addItem(tr("None"), QString());
        for (const DeviceType& known : books.floor.types)
            fields.type->addItem(known.manufacturer + u' ' + known.model, known.id.text());
        fields.type->setCurrentIndex(qMax(0, fields.type->findData(shown.deviceTypeId.text())));
        *cables = books.cables;
        place->setBooks(books.floor.freshened(*context.edits), asset ? shown.rackId : rack);
        offerInlets();
    });
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        if (const QString problem = fields.problem(); !problem.isEmpty())
            return dialog->fail(problem);
        place->setDevice(fields.asset(shown, place->books()));
        const auto made = place->target();
        submitEdit(context, dialog, editOf(asset, *made->asset()));
    });
    return dialog;
}

FormDialog* makeRemoveDialog(Context context, const QString& name, const Edits::Row& removal,
                             QWidget* parent)
{
    const QString verb = tr("Remove %1").arg(name.left(40));
    auto* dialog =
        new FormDialog(context, u"floor-remove"_qs, verb,
                       tr("It leaves the books. Undo brings it back as it was."), verb, parent);
    dialog->makeDangerous();
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        submitEdit(context, dialog, {tr("removal of %1").arg(name), {removal}});
    });
    return dialog;
}

} // namespace rackhouse
