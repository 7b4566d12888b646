#include "models/items/fabricmodel.h"
#include "tests/support/demofabric.h"
#include "widgets/fabric/fabricpaint.h"
#include "widgets/fabric/fabricview.h"

#include <QApplication>
#include <QImage>
#include <QLineF>
#include <QTest>

using namespace rackhouse;

/// What a fabric looks like, probed where the layout says that something stands.
class TestGuiFabricPaint : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        DemoFabric demo = DemoFabric::make(4, 16, 4, Instant{1'700'000'000'000});
        demo.spoil();
        m_picture = std::make_unique<FabricPicture>(demo.fabric, demo.nodes, demo.links);
        m_layout = FabricLayout(*m_picture, 2000);
        m_theme.setMode(Theme::Mode::Light);
    }

    /// 32 units of 32 hosts: it takes the shape of the window, and all of it is seen.
    void aLargeFabricFitsTheWindow()
    {
        const DemoFabric demo = DemoFabric::make(32, 32, 8, Instant{1'700'000'000'000});
        FabricModel model;
        FabricView view(m_theme, &model, nullptr);
        view.resize(826, 640);
        view.show();
        model.set(std::make_shared<FabricPicture>(demo.fabric, demo.nodes, demo.links));
        QRect all;
        for (int node = 0; node < int(demo.nodes.size()); ++node)
            all |= view.visualRect(model.indexOfNode(node));
        const QRect window = view.viewport()->rect();
        QVERIFY2(window.contains(all),
                 qPrintable(u"%1 by %2"_qs.arg(all.width()).arg(all.height())));
        QVERIFY(all.width() > window.width() / 2);
    }

    /// Units and spines have their names, leaves are bands in the colour of their rail, and all
    /// uplinks of a unit to a spine are a line.
    void allOfALargeFabricCanBeRead()
    {
        DemoFabric demo = DemoFabric::make(32, 32, 8, Instant{1'700'000'000'000});
        demo.spoil();
        m_picture = std::make_unique<FabricPicture>(demo.fabric, demo.nodes, demo.links);
        m_layout = FabricLayout(*m_picture, 4000, 4);
        constexpr qreal zoom = 0.2;
        const QImage image = draw({}, zoom);
        const auto on = [](const QRectF& rect) {
            return QRectF(rect.topLeft() * zoom, rect.size() * zoom).toRect();
        };
        const Tokens& tokens = m_theme.tokens();
        for (const std::size_t unit : {0U, 12U, 31U})
            QVERIFY(has(image, on(m_layout.rectOfHead(unit)), tokens.text));
        const int spine = find(u"ibspine-03"_qs);
        const QRectF chip = m_layout.rectOfNode(spine);
        QVERIFY(has(image, on(chip), tokens.text));
        const auto rail = [&](std::size_t unit, std::size_t row) {
            return image.pixelColor(on(m_layout.rectOfBand(unit, row)).center());
        };
        QSet<QRgb> colours;
        for (std::size_t row = 0; row < 8; ++row) {
            colours.insert(rail(20, row).rgb());
            QCOMPARE(rail(20, row), rail(30, row));
            QVERIFY(has(image, on(m_layout.rectOfLegend()), rail(20, row)));
        }
        QCOMPARE(colours.size(), 8);
        const QRectF below(chip.center().x() - 10, chip.bottom() + 20, 20, 10);
        bool hasLine = false;
        for (int x = on(below).left() - 2; x <= on(below).right() + 2; ++x)
            hasLine = hasLine || image.pixelColor(x, on(below).top()) != tokens.app;
        QVERIFY(hasLine);
        // A cable that is plugged in where it does not belong is still seen.
        const QRectF wrong = m_layout.rectOfNode(find(u"dgx-02-c05 mlx5_2"_qs));
        QVERIFY(has(image, around(wrong.center() * zoom, 2), tokens.critical));
    }

    void aSelectedLeafShowsItsUplinks()
    {
        const int leaf = find(u"ibleaf-01-02"_qs);
        const QRectF from = m_layout.rectOfNode(leaf);
        const QRectF to = m_layout.rectOfNode(find(u"ibspine-03"_qs));
        const QPointF middle =
            (QPointF(from.center().x(), from.top()) + QPointF(to.center().x(), to.bottom())) / 2;
        QVERIFY(!has(draw({}), around(middle, 2), m_theme.tokens().accent));
        QVERIFY(has(draw({leaf}), around(middle, 2), m_theme.tokens().accent));
    }

    void aWrongCableIsADiamondAndACurve()
    {
        const QImage image = draw({});
        const QColor critical = m_theme.tokens().critical;
        const int adapter = find(u"dgx-02-c05 mlx5_2"_qs);
        const QRectF wrong = m_layout.rectOfNode(adapter);
        QVERIFY(has(image, around(wrong.center(), 1), critical));
        QVERIFY(!has(image, around(wrong.topLeft(), 1), critical));
        QVERIFY(!has(image, around(wrong.bottomLeft(), 1), critical));
        // Its neighbour is a square in no colour of alarm.
        const QRectF right = m_layout.rectOfNode(find(u"dgx-02-c04 mlx5_2"_qs));
        QVERIFY(!has(image, right.toRect(), critical));
        QCOMPARE(image.pixelColor((right.topLeft() + QPointF(2, 2)).toPoint()),
                 image.pixelColor(right.center().toPoint()));
        // The cable bulges beyond both of its ends.
        const FabricFinding& finding = *m_picture->findingOf(adapter);
        const QRectF leaf = m_layout.rectOfNode(finding.other);
        const QRectF bulge(leaf.right() + 6, std::min(leaf.top(), wrong.top()), 20,
                           std::abs(leaf.top() - wrong.top()) + 20);
        QVERIFY(has(image, bulge.toRect(), critical));
    }

    void aSlowUplinkIsDashed()
    {
        DemoFabric demo = DemoFabric::make(4, 16, 4, Instant{1'700'000'000'000});
        const FabricPicture before(demo.fabric, demo.nodes, demo.links);
        const auto uplink =
            std::find_if(demo.links.begin(), demo.links.end(), [&before](const FabricLink& link) {
                const auto isSpine = [&](const FabricNodeId& id) {
                    for (int node = 0; node < int(before.nodes().size()); ++node) {
                        if (before.node(node).id == id)
                            return before.place(node).tier == 2;
                    }
                    return false;
                };
                return isSpine(link.aId) || isSpine(link.bId);
            });
        QVERIFY(uplink != demo.links.end());
        uplink->lanes = 1;
        uplink->bLanes = uplink->bLanes == 0 ? 0 : 1;
        m_picture = std::make_unique<FabricPicture>(demo.fabric, demo.nodes, demo.links);
        m_layout = FabricLayout(*m_picture, 2000);
        QCOMPARE(m_picture->findings().size(), std::size_t(1));
        const FabricFinding& finding = m_picture->findings().front();
        QCOMPARE(finding.kind, FabricFinding::Kind::SlowLink);
        QRectF low = m_layout.rectOfNode(finding.node);
        QRectF high = m_layout.rectOfNode(finding.other);
        if (low.top() < high.top())
            std::swap(low, high);
        const QLineF line(high.center().x(), high.bottom(), low.center().x(), low.top());
        const QImage image = draw({});
        int changes = 0;
        bool last = false;
        for (int step = 0; step <= 400; ++step) {
            const bool dash =
                has(image, around(line.pointAt(step / 400.0), 0), m_theme.tokens().warning);
            changes += dash != last;
            last = dash;
        }
        QVERIFY2(changes > 8, qPrintable(QString::number(changes)));
    }

    void aMissingLeafIsADashedBox()
    {
        const auto finding = std::find_if(
            m_picture->findings().begin(), m_picture->findings().end(),
            [](const auto& one) { return one.kind == FabricFinding::Kind::MissingLeaf; });
        QVERIFY(finding != m_picture->findings().end());
        const int spot = m_picture->spotOf(*finding);
        const QRectF rect = m_layout.rectOfNode(spot);
        QVERIFY(!rect.isEmpty());
        const Tokens& tokens = m_theme.tokens();
        const QColor critical = Tokens::blend(tokens.critical, tokens.surface, 50); // smoothed
        const QImage image = draw({});
        int changes = 0;
        bool last = false;
        for (qreal x = rect.left() + 8; x < rect.right() - 8; ++x) {
            const bool dash =
                has(image, around({x, rect.top()}, 1).adjusted(1, 0, -1, 0), critical);
            changes += dash != last;
            last = dash;
        }
        QVERIFY2(changes > 10, qPrintable(QString::number(changes)));
        // A leaf that is there has a plain border.
        const QRectF leaf = m_layout.rectOfNode(find(u"ibleaf-01-01"_qs));
        const QRect edge(leaf.left() + 8, leaf.top() - 1, leaf.width() - 16, 2);
        QVERIFY(!has(image, edge, critical));
        // It is selected like anything else.
        const QRect frame = rect.adjusted(-3, -3, 3, 3).toRect();
        QVERIFY(!has(image, frame, m_theme.tokens().accent));
        QVERIFY(has(draw({spot}), frame, m_theme.tokens().accent));
    }

    void aCardWithoutANameIsHollow()
    {
        const auto finding = std::find_if(
            m_picture->findings().begin(), m_picture->findings().end(),
            [](const auto& one) { return one.kind == FabricFinding::Kind::DefaultName; });
        QVERIFY(finding != m_picture->findings().end());
        const QRectF rect = m_layout.rectOfNode(finding->node);
        const QImage image = draw({});
        QCOMPARE(image.pixelColor(rect.center().toPoint()), m_theme.tokens().surface);
        QVERIFY(has(image, rect.toRect(), m_theme.tokens().unknown));
    }

private:
    QImage draw(const QSet<int>& selected, qreal zoom = 1) const
    {
        QImage image((m_layout.size() * zoom).toSize(), QImage::Format_RGB32);
        image.fill(m_theme.tokens().app);
        QPainter painter(&image);
        painter.scale(zoom, zoom);
        FabricPaint(painter, m_theme.tokens(), *m_picture, m_layout,
                    {selected, -1, -1, QRectF(QPointF(), m_layout.size()), zoom})
            .paint();
        return image;
    }

    static QRect around(const QPointF& point, int distance)
    {
        return QRect(point.toPoint(), QSize(1, 1))
            .adjusted(-distance, -distance, distance, distance);
    }

    /// Whether a pixel there has that colour, or nearly: edges are smoothed.
    static bool has(const QImage& image, const QRect& rect, const QColor& color)
    {
        constexpr int near = 40;
        const QRect seen = rect & image.rect();
        for (int y = seen.top(); y <= seen.bottom(); ++y) {
            for (int x = seen.left(); x <= seen.right(); ++x) {
                const QColor there = image.pixelColor(x, y);
                if (std::abs(there.red() - color.red()) < near &&
                    std::abs(there.green() - color.green()) < near &&
                    std::abs(there.blue() - color.blue()) < near)
                    return true;
            }
        }
        return false;
    }

    int find(const QString& name) const
    {
        for (int node = 0; node < int(m_picture->nodes().size()); ++node) {
            if (m_picture->node(node).name == name)
                return node;
        }
        return -1;
    }

    Theme m_theme{*qApp};
    std::unique_ptr<FabricPicture> m_picture;
    FabricLayout m_layout;
};

QTEST_MAIN(TestGuiFabricPaint)
#include "test_gui_fabricpaint.moc"
