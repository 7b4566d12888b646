#include "tests/gui/floorwindow.h"

#include "widgets/common/edits.h"

#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

using namespace rackhouse;

namespace
{

/// The size in millimetres of the first page of a PDF.
QSizeF paperOf(const QByteArray& pdf)
{
    static const QRegularExpression box(u"/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]"_qs);
    const auto match = box.match(QString::fromLatin1(pdf));
    constexpr double point = 25.4 / 72;
    return {match.captured(1).toDouble() * point, match.captured(2).toDouble() * point};
}

} // namespace

/// The floor in the real window, at a site that makes the changes that it is asked for.
class TestGuiFloor : public QObject, private FloorWindow
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void aServerIsFoundMovedAndItsRackPrintedByKeyboard();
    void aMoveBySteps();
    void severalDevicesMoveTogether();
    void theDialogSaysWhatSpeaksAgainstAPlace();
    void aDiscoveredMachineIsPlacedInANewRack();
    void anAssetIsAddedAndRemoved();
    void aPreferredInletIsChosenAmongThoseOfTheDevice();
    void labelsOfWhatIsSelected();
    void whatSomebodyElseChangedIsNotUndone();
    void offlineActionsSayWhy();
    void theFloorIsFoundAsItWasLeft();

private:
    void choose(const QString& text);
    QDialog* dialog(const QString& name) const;
};

QDialog* TestGuiFloor::dialog(const QString& name) const
{
    for (QDialog* found : m_demo->window().findChildren<QDialog*>(name)) {
        if (found->isVisible())
            return found;
    }
    return nullptr;
}

/// Ctrl+K, a few letters, Enter.
void TestGuiFloor::choose(const QString& text)
{
    QTest::keyClick(&m_demo->window(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(dialog(u"palette"_qs));
    auto* input = part<QLineEdit>(u"palette.input"_qs);
    QTest::keyClicks(input, text);
    QTRY_VERIFY(!m_demo->records().isBusy());
    QTest::keyClick(input, Qt::Key_Return);
    QTRY_VERIFY(!dialog(u"palette"_qs));
    m_demo->window().activateWindow();
    QTRY_VERIFY(m_demo->window().isActiveWindow() || QApplication::activeModalWidget() != nullptr);
}

void TestGuiFloor::aServerIsFoundMovedAndItsRackPrintedByKeyboard()
{
    MainWindow& window = m_demo->window();
    choose(u"r2-u11"_qs);
    QTRY_COMPARE(window.currentPage()->objectName(), u"page.machine"_qs);
    const QAction* show = m_demo->actions().action(u"floor.show"_qs);
    QTRY_VERIFY(show->isEnabled());
    QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(window.currentPage()->objectName(), u"page.floor"_qs);
    QTRY_COMPARE(current(), u"r2-u11"_qs);
    QTRY_VERIFY(m_view->hasFocus());
    // Ctrl+M, another unit, Enter.
    const double before = unitOf(u"r2-u11"_qs);
    QTRY_VERIFY(m_demo->actions().action(u"floor.move"_qs)->isEnabled());
    QTest::keyClick(m_view, Qt::Key_M, Qt::ControlModifier);
    QTRY_VERIFY(dialog(u"dialog.place"_qs));
    auto* unit = part<QDoubleSpinBox>(u"dialog.place.unit"_qs);
    QTRY_COMPARE(unit->value(), before);
    unit->setFocus();
    unit->selectAll();
    QTest::keyClicks(unit, u"36"_qs);
    QTRY_VERIFY(part<QPushButton>(u"place.verb"_qs)->isEnabled());
    QTest::keyClick(unit, Qt::Key_Return);
    QTRY_VERIFY(!dialog(u"dialog.place"_qs));
    QCOMPARE(unitOf(u"r2-u11"_qs), 36.0);
    QTRY_COMPARE(
        m_view->currentIndex().siblingAtColumn(RackModel::UnitColumn).data().toString().left(3),
        u"U36"_qs);
    QCOMPARE(current(), u"r2-u11"_qs);
    window.activateWindow();
    QTRY_VERIFY(window.isActiveWindow());
    QTRY_VERIFY(m_demo->actions().action(u"floor.undo"_qs)->isEnabled());
    QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(unitOf(u"r2-u11"_qs), before);
    QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(unitOf(u"r2-u11"_qs), 36.0);
    // Its rack on paper.
    QTest::keyClick(&window, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(dialog(u"dialog.print"_qs));
    auto* target = part<QComboBox>(u"dialog.print.target"_qs);
    for (const QString& name : {u"rack.pdf"_qs, u"rack.svg"_qs}) {
        const QString path = m_demo->nextFile(name);
        target->setCurrentIndex(name.endsWith(u".pdf"_qs) ? 0 : 1);
        QTRY_VERIFY(dialog(u"dialog.print"_qs));
        QTest::keyClick(target, Qt::Key_Return);
        QTRY_VERIFY(QFile::exists(path));
        QTRY_VERIFY(!dialog(u"dialog.print"_qs));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        if (name.endsWith(u".pdf"_qs)) {
            const QSizeF page = paperOf(text);
            QVERIFY2(qAbs(page.width() - 420) < .3 && qAbs(page.height() - 297) < .3,
                     qPrintable(u"%1 x %2 mm"_qs.arg(page.width()).arg(page.height())));
            press(u"floor.print"_qs);
            target = nullptr;
            for (auto* box : m_demo->window().findChildren<QComboBox*>(u"dialog.print.target"_qs)) {
                if (box->isVisible())
                    target = box;
            }
            QVERIFY(target != nullptr);
        } else {
            QVERIFY(text.contains("width=\"420mm\" height=\"297mm\""));
            QVERIFY(text.contains("r2-u11") && text.contains("a02-leaf"));
        }
    }
}

void TestGuiFloor::aMoveBySteps()
{
    showOnFloor(u"r2-u11"_qs);
    const double before = unitOf(u"r2-u11"_qs);
    const QUndoStack& stack = m_demo->window().findChild<Edits*>()->stack();
    for (int i = 1; i <= 2; ++i) {
        const double last = unitOf(u"r2-u11"_qs);
        QTest::keyClick(&m_demo->window(), Qt::Key_Up, Qt::AltModifier);
        QTRY_VERIFY(unitOf(u"r2-u11"_qs) > last);
        QTRY_COMPARE(stack.index(), 1); // steps of one device are one move
    }
    QTRY_VERIFY(m_demo->actions().action(u"floor.undo"_qs)->isEnabled());
    QCOMPARE(m_demo->actions().action(u"floor.undo"_qs)->text(), u"Undo move of r2-u11"_qs);
    QTest::keyClick(&m_demo->window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(unitOf(u"r2-u11"_qs), before);
    QVERIFY(!stack.canUndo());
}

void TestGuiFloor::severalDevicesMoveTogether()
{
    showOnFloor(u"r2-u11"_qs);
    const QModelIndex first = m_view->currentIndex();
    const QModelIndex second = first.siblingAtRow(first.row() + 1);
    const QString other = second.data().toString();
    QVERIFY(m_books->byName<Machine>(other).id);
    QTest::keyClick(m_view, Qt::Key_Down, Qt::ShiftModifier);
    QTRY_COMPARE(m_view->selectedDevices().size(), size_t(2));
    const double upper = unitOf(u"r2-u11"_qs);
    const double lower = unitOf(other);
    const QUndoStack& stack = m_demo->window().findChild<Edits*>()->stack();
    QTRY_VERIFY(m_demo->actions().action(u"floor.up"_qs)->isEnabled());
    QTest::keyClick(&m_demo->window(), Qt::Key_Up, Qt::AltModifier);
    QTRY_VERIFY(unitOf(u"r2-u11"_qs) > upper);
    const double way = unitOf(u"r2-u11"_qs) - upper;
    QCOMPARE(unitOf(other) - lower, way);
    QTRY_COMPARE(stack.index(), 1);
    QTRY_VERIFY(m_demo->actions().action(u"floor.undo"_qs)->isEnabled());
    QCOMPARE(m_demo->actions().action(u"floor.undo"_qs)->text(), u"Undo move of 2 devices"_qs);
    QTest::keyClick(&m_demo->window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(unitOf(u"r2-u11"_qs), upper);
    QCOMPARE(unitOf(other), lower);
    // The same with the mouse.
    QTRY_VERIFY(!m_demo->records().isBusy());
    QTRY_COMPARE(m_view->selectedDevices().size(), size_t(2));
    const QPoint from = m_view->visualRect(m_view->currentIndex()).center();
    const QPoint to = from - QPoint(0, int(way) * m_view->unit());
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(m_view->viewport(), from - QPoint(0, 20));
    QTest::mouseMove(m_view->viewport(), to);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, to);
    QTRY_COMPARE(unitOf(other), lower + way);
    QCOMPARE(unitOf(u"r2-u11"_qs), upper + way);
    QTRY_COMPARE(stack.index(), 1);
}

void TestGuiFloor::theDialogSaysWhatSpeaksAgainstAPlace()
{
    showOnFloor(u"r1-u03"_qs);
    press(u"floor.move"_qs);
    QTRY_VERIFY(dialog(u"dialog.place"_qs));
    auto* unit = part<QDoubleSpinBox>(u"dialog.place.unit"_qs);
    auto* problems = part<QLabel>(u"dialog.place.problems"_qs);
    auto* verb = part<QPushButton>(u"place.verb"_qs);
    QTRY_COMPARE(problems->text(), u"It fits."_qs);
    unit->setValue(42);
    QCOMPARE(problems->text(), u"leaf-1 stands there."_qs);
    QVERIFY(!verb->isEnabled());
    unit->setValue(99);
    QCOMPARE(problems->text(), u"It does not fit into the rack there."_qs);
    dialog(u"dialog.place"_qs)->reject();
}

void TestGuiFloor::aDiscoveredMachineIsPlacedInANewRack()
{
    auto* list = part<QListWidget>(u"floor.unplaced"_qs);
    QTRY_COMPARE(list->count(), 1);
    const QString name = list->item(0)->text();
    press(u"floor.add-rack"_qs);
    QTRY_VERIFY(dialog(u"dialog.rack"_qs));
    QTest::keyClicks(part<QLineEdit>(u"dialog.rack.name"_qs), u"A99"_qs);
    QTest::mouseClick(part<QPushButton>(u"rack.verb"_qs), Qt::LeftButton);
    QTRY_VERIFY(!dialog(u"dialog.rack"_qs));
    QCOMPARE(m_books->byName<Rack>(u"A99"_qs).hall, u"Hall 1"_qs);
    list->setFocus();
    list->setCurrentRow(0);
    QTRY_VERIFY(m_demo->actions().action(u"floor.place"_qs)->isEnabled());
    QVERIFY(!m_demo->actions().action(u"floor.move"_qs)->isEnabled());
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(dialog(u"dialog.place"_qs));
    auto* racks = part<QComboBox>(u"dialog.place.rack"_qs);
    QTRY_VERIFY(racks->count() > 2);
    racks->setCurrentIndex(racks->findText(u"A99, Hall 1"_qs));
    QTRY_VERIFY(part<QPushButton>(u"place.verb"_qs)->isEnabled());
    QTest::mouseClick(part<QPushButton>(u"place.verb"_qs), Qt::LeftButton);
    QTRY_VERIFY(!dialog(u"dialog.place"_qs));
    QCOMPARE(m_books->byName<Machine>(name).rackId, m_books->byName<Rack>(u"A99"_qs).id);
    QCOMPARE(unitOf(name), 1.0);
    QTRY_COMPARE(list->count(), 0);
    QVERIFY(!list->isVisible());
    // Undone one after the other, until the rack is gone again.
    press(u"floor.undo"_qs);
    QTRY_COMPARE(list->count(), 1);
    QTRY_VERIFY(m_demo->actions().action(u"floor.undo"_qs)->isEnabled());
    press(u"floor.undo"_qs);
    QTRY_VERIFY(!m_books->byName<Rack>(u"A99"_qs).id);
}

void TestGuiFloor::anAssetIsAddedAndRemoved()
{
    showOnFloor(u"r2-u11"_qs);
    press(u"floor.add-asset"_qs);
    QTRY_VERIFY(dialog(u"dialog.asset"_qs));
    QTest::keyClicks(part<QLineEdit>(u"dialog.asset.name"_qs), u"kept for Ada"_qs);
    auto* kind = part<QComboBox>(u"dialog.asset.kind"_qs);
    auto* until = part<QLineEdit>(u"dialog.asset.until"_qs);
    QVERIFY(!until->isVisible());
    kind->setCurrentIndex(kind->findText(u"Reservation"_qs));
    QVERIFY(until->isVisible());
    const auto* inlet = part<QComboBox>(u"dialog.asset.inlet"_qs);
    const auto* depth = part<QDoubleSpinBox>(u"dialog.asset.depth-mm"_qs);
    QVERIFY(!inlet->isVisible() && !depth->isVisible());
    kind->setCurrentIndex(kind->findText(u"Transfer switch"_qs));
    QVERIFY(inlet->isVisible() && depth->isVisible());
    kind->setCurrentIndex(kind->findText(u"Reservation"_qs));
    until->setText(u"tomorrow"_qs);
    auto* verb = part<QPushButton>(u"asset.verb"_qs);
    QTRY_VERIFY(verb->isEnabled());
    verb->click();
    QVERIFY(dialog(u"dialog.asset"_qs)); // a day that is none is said
    until->setText(u"2027-03-31"_qs);
    verb->click();
    QTRY_VERIFY(!dialog(u"dialog.asset"_qs));
    const Asset made = m_books->byName<Asset>(u"kept for Ada"_qs);
    QCOMPARE(made.rackId, m_books->byName<Machine>(u"r2-u11"_qs).rackId);
    QVERIFY(made.position >= 1);
    QCOMPARE(made.until.toDateTime().date(), QDate(2027, 3, 31));
    m_demo->window().open(Page::makeLink(u"/floor"_qs, u"device"_qs, made.id.text()));
    QTRY_COMPARE(current(), u"kept for Ada"_qs);
    QTRY_VERIFY(m_demo->actions().action(u"floor.remove"_qs)->isEnabled());
    press(u"floor.remove"_qs);
    QTRY_VERIFY(dialog(u"dialog.floor-remove"_qs));
    part<QPushButton>(u"floor-remove.verb"_qs)->click();
    QTRY_VERIFY(!m_books->byName<Asset>(u"kept for Ada"_qs).id);
    QTRY_VERIFY(m_demo->actions().action(u"floor.undo"_qs)->isEnabled());
    press(u"floor.undo"_qs);
    QTRY_COMPARE(m_books->byName<Asset>(u"kept for Ada"_qs).id, made.id);
    QCOMPARE(m_books->byName<Asset>(u"kept for Ada"_qs).position, made.position);
}

void TestGuiFloor::aPreferredInletIsChosenAmongThoseOfTheDevice()
{
    DeviceType type;
    type.id = DeviceTypeId::create();
    type.manufacturer = u"Acme"_qs;
    type.model = u"ATS"_qs;
    type.layout = {{u"ports"_qs,
                    QJsonArray{QJsonObject{{u"name"_qs, u"IN A"_qs}, {u"group"_qs, u"power"_qs}},
                               QJsonObject{{u"name"_qs, u"OUT"_qs}, {u"group"_qs, u"outlet"_qs}}}}};
    m_books->put(type);
    Asset ats;
    ats.id = AssetId::create();
    ats.name = u"ats-1"_qs;
    ats.kind = AssetKind::TransferSwitch;
    ats.deviceTypeId = type.id;
    ats.rackId = m_books->byName<Machine>(u"r2-u11"_qs).rackId;
    ats.mount = Mount::LeftSide;
    ats.heightUnits = 0;
    ats.preferredInlet = u"inlet 7"_qs; // from a time before it was chosen
    m_books->put(ats);
    PowerFeed feed;
    feed.id = PowerFeedId::create();
    feed.name = u"A-99"_qs;
    m_books->put(feed);
    Cable cable;
    cable.id = CableId::create();
    cable.kind = CableKind::Power;
    cable.aKind = EndKind::Feed;
    cable.aId = feed.id.text();
    cable.bKind = EndKind::Asset;
    cable.bId = ats.id.text();
    cable.bPort = u"IN B"_qs;
    m_books->put(cable);
    m_demo->window().open(Page::makeLink(u"/floor"_qs, u"device"_qs, ats.id.text()));
    QTRY_COMPARE(current(), ats.name);
    QTRY_VERIFY(m_demo->actions().action(u"floor.change"_qs)->isEnabled());
    press(u"floor.change"_qs);
    QTRY_VERIFY(dialog(u"dialog.asset"_qs));
    auto* inlet = part<QComboBox>(u"dialog.asset.inlet"_qs);
    const auto offered = [inlet] {
        QStringList texts;
        for (int i = 0; i < inlet->count(); ++i)
            texts << inlet->itemText(i);
        return texts;
    };
    QTRY_COMPARE(offered(), (QStringList{u"None: the first by name"_qs, u"IN A"_qs, u"IN B"_qs,
                                         u"inlet 7 (not known)"_qs}));
    QVERIFY(!inlet->isEditable());
    QCOMPARE(inlet->currentText(), u"inlet 7 (not known)"_qs);
    inlet->setCurrentText(u"IN B"_qs);
    auto* verb = part<QPushButton>(u"asset.verb"_qs);
    QTRY_VERIFY(verb->isEnabled());
    verb->click();
    QTRY_VERIFY(!dialog(u"dialog.asset"_qs));
    QCOMPARE(m_books->byName<Asset>(ats.name).preferredInlet, u"IN B"_qs);
}

void TestGuiFloor::labelsOfWhatIsSelected()
{
    showOnFloor(u"r1-u03"_qs);
    const QModelIndex rack = m_view->model()->index(0, 0);
    const QItemSelection all(m_view->model()->index(0, 0, rack),
                             m_view->model()->index(m_view->model()->rowCount(rack) - 1, 0, rack));
    m_view->selectionModel()->select(all, QItemSelectionModel::ClearAndSelect);
    QTRY_VERIFY(m_demo->focus().rows().size() > 12);
    const QString path = m_demo->nextFile(u"labels.pdf"_qs);
    press(u"floor.labels"_qs);
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray pdf = file.readAll();
    QVERIFY(qAbs(paperOf(pdf).width() - 210) < .3 && qAbs(paperOf(pdf).height() - 297) < .3);
    // 24 labels a sheet.
    const auto sheets = (m_demo->focus().rows().size() + 23) / 24;
    QCOMPARE(pdf.count("/Type /Page\n"), qsizetype(sheets));
}

void TestGuiFloor::whatSomebodyElseChangedIsNotUndone()
{
    showOnFloor(u"r2-u11"_qs);
    QTest::keyClick(&m_demo->window(), Qt::Key_Up, Qt::AltModifier);
    const QUndoStack& stack = m_demo->window().findChild<Edits*>()->stack();
    QTRY_VERIFY(stack.canUndo());
    Machine other = m_books->byName<Machine>(u"r2-u11"_qs);
    other.position = 36;
    m_books->put(other);
    QTRY_VERIFY(!m_demo->records().isBusy());
    QString said;
    connect(m_demo->window().findChild<Edits*>(), &Edits::refused, this,
            [&](const QString& text) { said = text; });
    press(u"floor.undo"_qs);
    QTRY_VERIFY(!said.isEmpty());
    QVERIFY2(said.contains(u"r2-u11: Unit is now 36"_qs), qPrintable(said));
    QCOMPARE(unitOf(u"r2-u11"_qs), 36.0);
    QVERIFY(!stack.canUndo() && !stack.canRedo());
}

void TestGuiFloor::offlineActionsSayWhy()
{
    showOnFloor(u"r1-u03"_qs);
    m_demo->link().setState(SiteLink::State::Offline);
    for (const QString& id : {u"floor.move"_qs, u"floor.up"_qs, u"floor.add-rack"_qs,
                              u"floor.add-asset"_qs, u"floor.change"_qs, u"floor.undo"_qs}) {
        const QAction* action = m_demo->actions().action(id);
        QVERIFY2(!action->isEnabled(), qPrintable(id));
        QVERIFY2(action->toolTip().contains(u"cannot be reached"_qs), qPrintable(id));
    }
    // Paper needs no site.
    QVERIFY(m_demo->actions().action(u"floor.print"_qs)->isEnabled());
}

/// Away to the machines and back with the keys of the navigation: the elevation, its device, the
/// filter and the zoom are those of before; a link that says something is followed.
void TestGuiFloor::theFloorIsFoundAsItWasLeft()
{
    auto* filter = part<QWidget>(u"page.floor"_qs)->findChild<QLineEdit*>(u"filter"_qs);
    filter->setFocus();
    QTest::keyClicks(filter, u"name:r1-u0*"_qs);
    m_view->setFitting(false);
    m_view->setFocus();
    QTest::keyClick(m_view, Qt::Key_Down);
    QTRY_VERIFY(!current().isEmpty());
    const QString device = current();
    const int height = m_view->visualRect(m_view->currentIndex()).height();
    const QUrl left = m_demo->window().currentPage()->link();
    const auto keyOf = [this](const QString& action) {
        return m_demo->actions().action(action)->shortcut()[0];
    };
    const auto go = [&](const QString& action) {
        QTest::keyClick(&m_demo->window(), keyOf(action).key(), keyOf(action).keyboardModifiers());
    };
    go(u"go.machines"_qs);
    QTRY_COMPARE(m_demo->window().currentPage()->link().path(), u"/machines"_qs);
    go(u"go.floor"_qs);
    QTRY_COMPARE(m_demo->window().currentPage()->link(), left);
    QVERIFY(m_view->isVisible());
    QCOMPARE(filter->text(), u"name:r1-u0*"_qs);
    QTRY_COMPARE(current(), device);
    QCOMPARE(m_view->visualRect(m_view->currentIndex()).height(), height);
    QCOMPARE(m_demo->focus().rows().size(), size_t(1));
    // Back leads to the machines, as after any other link.
    press(u"go.back"_qs);
    QCOMPARE(m_demo->window().currentPage()->link().path(), u"/machines"_qs);
    m_demo->window().open(QUrl(u"rackhouse:/floor?view=plan"_qs));
    QVERIFY(!m_view->isVisible());
    QCOMPARE(filter->text(), QString());
}

QTEST_MAIN(TestGuiFloor)
#include "test_gui_floor.moc"
