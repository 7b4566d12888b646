#include "widgets/racks/racksheet.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace rackhouse;

namespace
{

constexpr Instant kNow{1'790'000'000'000};

Rack makeRack()
{
    Rack made;
    made.id = RackId::create();
    made.name = u"B07"_qs;
    return made;
}

template <class T>
T place(T made, const Rack& rack, const QString& name)
{
    made.id = decltype(made.id)::create();
    made.name = name;
    made.rackId = rack.id;
    return made;
}

Machine makeMachine(const Rack& rack, const QString& name, qint64 unit)
{
    Machine made = place(Machine(), rack, name);
    made.position = unit;
    return made;
}

Asset makeAsset(const Rack& rack, const QString& name, double unit, double height = 1)
{
    Asset made = place(Asset(), rack, name);
    made.position = unit;
    made.heightUnits = height;
    return made;
}

/// What is drawn as a rounded rectangle, with its outline, in millimetres of the paper.
std::vector<QRectF> platesIn(const QString& svg)
{
    std::vector<QRectF> plates;
    QFile file(svg);
    if (!file.open(QIODevice::ReadOnly))
        return plates;
    static const QRegularExpression number(u"-?[0-9.]+(e-?[0-9]+)?"_qs);
    const auto numbersIn = [](QStringView text) {
        QList<double> found;
        for (auto it = number.globalMatch(text.toString()); it.hasNext();)
            found << it.next().captured().toDouble();
        return found;
    };
    QList<double> matrix;
    for (QXmlStreamReader xml(&file); !xml.atEnd(); xml.readNext()) {
        if (!xml.isStartElement())
            continue;
        if (xml.attributes().hasAttribute(u"transform"_qs))
            matrix = numbersIn(xml.attributes().value(u"transform"_qs));
        const QStringView way = xml.attributes().value(u"d"_qs);
        if (xml.name() != u"path" || !way.contains(u'C') || matrix.size() != 6)
            continue;
        const QList<double> at = numbersIn(way);
        double left = at[0], right = at[0], top = at[1], bottom = at[1];
        for (qsizetype i = 0; i + 1 < at.size(); i += 2) {
            left = qMin(left, at[i]);
            right = qMax(right, at[i]);
            top = qMin(top, at[i + 1]);
            bottom = qMax(bottom, at[i + 1]);
        }
        constexpr double half = .5; // of the outline
        const auto mm = [&](double value, int axis) {
            return (value * matrix[axis * 3] + matrix[4 + axis]) / 10;
        };
        plates.emplace_back(QPointF(mm(left - half, 0), mm(top - half, 1)),
                            QPointF(mm(right + half, 0), mm(bottom + half, 1)));
    }
    return plates;
}

} // namespace

/// Racks on paper, read back from what is written.
class TestGuiRackPaper : public QObject
{
    Q_OBJECT

private slots:
    void paperIsTrueToScale();
    void aPanelOnPaperIsNineteenInches();
};

void TestGuiRackPaper::paperIsTrueToScale()
{
    const Rack rack = makeRack();
    FloorBooks books;
    books.racks = {rack};
    books.machines = {makeMachine(rack, u"r1-u03 & <sons>"_qs, 3)};
    books.assets = {makeAsset(rack, u"b07-leaf"_qs, 42)};
    QTemporaryDir folder;
    const QString path = folder.filePath(u"b07.svg"_qs);
    for (const auto& [scale, unit] : {std::pair{5, 8.89}, std::pair{10, 4.445}}) {
        const RackSheet sheet(books, {rack}, {scale, true, true, true}, kNow);
        QCOMPARE(sheet.unitMm(), unit);
        QVERIFY(sheet.sizeMm().height() > 42 * unit);
        QVERIFY(sheet.writeSvg(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString text;
        QString width;
        QString height;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == u"svg") {
                width = xml.attributes().value(u"width"_qs).toString();
                height = xml.attributes().value(u"height"_qs).toString();
            }
            if (xml.isCharacters())
                text += xml.text();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(width, QString::number(sheet.sizeMm().width()) + u"mm"_qs);
        QCOMPARE(height, QString::number(sheet.sizeMm().height()) + u"mm"_qs);
        for (const QString& name : {u"B07"_qs, u"r1-u03 & <sons>"_qs, u"b07-leaf"_qs, u"Front"_qs,
                                    u"Rear"_qs, u"1:%1"_qs.arg(scale)})
            QVERIFY2(text.contains(name), qPrintable(name));
    }
}

void TestGuiRackPaper::aPanelOnPaperIsNineteenInches()
{
    const Rack rack = makeRack();
    FloorBooks books;
    books.racks = {rack};
    books.assets = {makeAsset(rack, u"panel"_qs, 3, 2)};
    QTemporaryDir folder;
    const QString path = folder.filePath(u"b07.svg"_qs);
    for (const int scale : {5, 10, 20}) {
        const RackSheet sheet(books, {rack}, {scale, true, false, false}, kNow);
        QVERIFY(sheet.writeSvg(path));
        const std::vector<QRectF> plates = platesIn(path);
        QCOMPARE(plates.size(), size_t(1));
        const QRectF plate = plates.front();
        const auto isAt = [](double found, double wanted) {
            return qAbs(found - wanted) < .02;
        };
        QVERIFY2(isAt(plate.width(), 482.6 / scale), qPrintable(QString::number(plate.width())));
        QVERIFY2(isAt(plate.height(), 88.9 / scale), qPrintable(QString::number(plate.height())));
        // In the middle of a rack that is 600 mm wide, behind a margin of 10 mm.
        QVERIFY2(isAt(plate.center().x(), 10 + 300. / scale),
                 qPrintable(QString::number(plate.center().x())));
    }
}

QTEST_MAIN(TestGuiRackPaper)
#include "test_gui_rackpaper.moc"
