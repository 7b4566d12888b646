#include "apifixture.h"

#include "models/domain/floor.h"
#include "models/domain/wiring.h"

#include <QJsonArray>

using namespace rackhouse;

/// What stands in racks, what is cabled to what, and several changes made together.
class TestApiFloor : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_site = std::make_unique<ApiFixture>();
        m_client = m_site->client(Role::Operator);
        m_rack = idOf(post("/racks", {{u"name"_qs, u"A01"_qs}, {u"hall"_qs, u"Hall 1"_qs}}));
    }
    void cleanup()
    {
        m_client.reset();
        m_site.reset();
    }

    void assetsAndMachinesShareTheRoomOfARack()
    {
        QCOMPARE(codeOf(asset("panel", 10, 0.5, true)), QString());
        QCOMPARE(codeOf(asset("other", 10.5, 0.5, true)), QString());
        QCOMPARE(codeOf(asset("third", 10.25, 0.5, true)), u"bad-field"_qs);
        QCOMPARE(
            codeOf(post("/machines",
                        {{u"name"_qs, u"m"_qs}, {u"rack_id"_qs, m_rack}, {u"position"_qs, 10}})),
            u"position-taken"_qs);
        QJsonObject behind{{u"name"_qs, u"behind"_qs}, {u"rack_id"_qs, m_rack},
                           {u"position"_qs, 10},       {u"height_units"_qs, 1},
                           {u"face"_qs, u"rear"_qs},   {u"half_depth"_qs, true}};
        QCOMPARE(codeOf(post("/assets", behind)), QString());
        QCOMPARE(codeOf(awaitFuture(m_client->remove(u"/racks/"_qs + m_rack))), u"in-use"_qs);
    }

    void aPduStandsAtTheSideOfTheRack()
    {
        QJsonObject pdu{{u"name"_qs, u"pdu-a"_qs},
                        {u"kind"_qs, u"pdu"_qs},
                        {u"rack_id"_qs, m_rack},
                        {u"mount"_qs, u"left-side"_qs},
                        {u"height_units"_qs, 0}};
        QCOMPARE(codeOf(post("/assets", pdu)), QString());
        pdu.insert(u"name"_qs, u"pdu-b"_qs);
        pdu.insert(u"position"_qs, 3);
        QCOMPARE(codeOf(post("/assets", pdu)), u"bad-field"_qs);
    }

    void aDeviceThatIsTooDeepIsForAPersonToDecide()
    {
        const auto rack = post("/racks", {{u"name"_qs, u"shallow"_qs}, {u"depth_mm"_qs, 800}});
        QVERIFY(rack);
        QJsonObject body{{u"name"_qs, u"deep"_qs},
                         {u"rack_id"_qs, idOf(rack)},
                         {u"position"_qs, 1},
                         {u"depth_mm"_qs, 900}};
        const auto made = post("/machines", body);
        QCOMPARE(codeOf(made), QString());
        QCOMPARE(made->value(u"depth_mm"_qs).toInt(), 900);
        for (const char* path : {"/machines", "/assets"}) {
            QCOMPARE(codeOf(post(path, {{u"name"_qs, u"b"_qs}, {u"depth_mm"_qs, -1}})),
                     u"bad-field"_qs);
            QCOMPARE(codeOf(post(path, {{u"name"_qs, u"b"_qs}, {u"depth_mm"_qs, 5001}})),
                     u"bad-field"_qs);
        }
    }

    void onlyATransferSwitchPrefersAnInlet()
    {
        QJsonObject ats{
            {u"name"_qs, u"ats"_qs}, {u"kind"_qs, u"pdu"_qs}, {u"preferred_inlet"_qs, u"IN 1"_qs}};
        QCOMPARE(codeOf(post("/assets", ats)), u"bad-field"_qs);
        ats.insert(u"kind"_qs, u"transfer-switch"_qs);
        QCOMPARE(codeOf(post("/assets", ats)), QString());
    }

    void aPreferredInletIsOneThatTheDeviceHas()
    {
        const auto port = [](const char* name, const char* group) {
            return QJsonObject{{u"name"_qs, QLatin1String(name)},
                               {u"group"_qs, QLatin1String(group)}};
        };
        const QJsonArray ports{port("IN A", "power"), port("IN B", "power"), port("OUT", "outlet")};
        const auto type =
            post("/device-types", {{u"slug"_qs, u"acme-ats"_qs},
                                   {u"manufacturer"_qs, u"Acme"_qs},
                                   {u"model"_qs, u"ATS"_qs},
                                   {u"layout"_qs, QJsonObject{{u"ports"_qs, ports}}}});
        QCOMPARE(codeOf(type), QString());
        QJsonObject ats{{u"name"_qs, u"ats"_qs},
                        {u"kind"_qs, u"transfer-switch"_qs},
                        {u"device_type_id"_qs, idOf(type)},
                        {u"preferred_inlet"_qs, u"OUT"_qs}};
        const auto refused = post("/assets", ats);
        QCOMPARE(codeOf(refused), u"inlet-unknown"_qs);
        QCOMPARE(
            problemText(refused.error()),
            u"ats has no inlet OUT. Its inlets are IN A, IN B. Choose one of them, or none."_qs);
        ats.insert(u"preferred_inlet"_qs, u"in b"_qs);
        const auto made = post("/assets", ats);
        QCOMPARE(codeOf(made), QString());
        // A cable to another port says that the device has that one too.
        const auto feed = post("/power-feeds", {{u"name"_qs, u"A-1"_qs}, {u"volts"_qs, 230}});
        QCOMPARE(codeOf(feed), QString());
        QCOMPARE(codeOf(post("/cables", {{u"kind"_qs, u"power"_qs},
                                         {u"a_kind"_qs, u"feed"_qs},
                                         {u"a_id"_qs, idOf(feed)},
                                         {u"b_kind"_qs, u"asset"_qs},
                                         {u"b_id"_qs, idOf(made)},
                                         {u"b_port"_qs, u"IN C"_qs}})),
                 QString());
        const QString path = u"/assets/"_qs + idOf(made);
        QCOMPARE(
            codeOf(awaitFuture(m_client->patch(path, {{u"preferred_inlet"_qs, u"IN D"_qs}}, 1))),
            u"inlet-unknown"_qs);
        QCOMPARE(
            codeOf(awaitFuture(m_client->patch(path, {{u"preferred_inlet"_qs, u"IN C"_qs}}, 1))),
            QString());
    }

    void aHallTakesItsRacksAlongWhenItIsRenamed()
    {
        const auto hall = post("/halls", {{u"name"_qs, u"Hall 1"_qs}});
        QVERIFY(hall);
        const QString path = u"/halls/"_qs + idOf(hall);
        QCOMPARE(codeOf(awaitFuture(m_client->remove(path))), u"in-use"_qs);
        QVERIFY(awaitFuture(m_client->patch(path, {{u"name"_qs, u"North"_qs}}, 1)));
        QCOMPARE(m_site->rows<Rack>().front().hall, u"North"_qs);
        QCOMPARE(m_site->rows<Rack>().front().revision, 2);
    }

    void aHallHasAPlaceOnTheSite()
    {
        const auto hall = post("/halls", {{u"name"_qs, u"Hall 1"_qs},
                                          {u"on_site"_qs, true},
                                          {u"x_mm"_qs, -12'000},
                                          {u"building"_qs, u"B"_qs},
                                          {u"storey"_qs, u"2"_qs}});
        QVERIFY(hall);
        const Hall row = m_site->rows<Hall>().front();
        QVERIFY(row.onSite);
        QCOMPARE(row.xMm, -12'000);
        QCOMPARE(row.storey, u"2"_qs);
        const auto far = m_client->patch(u"/halls/"_qs + idOf(hall), {{u"y_mm"_qs, 1e12}}, 1);
        QCOMPARE(codeOf(awaitFuture(far)), u"bad-field"_qs);
    }

    void aPortHasOneCable()
    {
        const QString leaf = idOf(asset("leaf-1", 40, 1, false));
        const QString machine = m_site->addMachine(u"node-1"_qs).id.text();
        const auto cable = [&](const QString& label, const QString& port, bool plugged) {
            QJsonObject body{{u"label"_qs, label},
                             {u"a_kind"_qs, u"machine"_qs},
                             {u"a_id"_qs, machine},
                             {u"a_port"_qs, port}};
            if (plugged) {
                body.insert(u"b_kind"_qs, u"asset"_qs);
                body.insert(u"b_id"_qs, leaf);
                body.insert(u"b_port"_qs, u"swp1"_qs);
            }
            return post("/cables", body);
        };
        QCOMPARE(codeOf(cable(u"C1"_qs, u"eth0"_qs, true)), QString());
        const auto second = cable(u"C2"_qs, u"eth1"_qs, true);
        QCOMPARE(codeOf(second), u"port-taken"_qs);
        QCOMPARE(second.error().args.value(u"cable"_qs).toString(), u"C1"_qs);
        // One end may hang free.
        QCOMPARE(codeOf(cable(u"C2"_qs, u"eth1"_qs, false)), QString());
        QCOMPARE(codeOf(awaitFuture(m_client->remove(u"/assets/"_qs + leaf))), u"in-use"_qs);
    }

    void whatADevicePrintsReplacesWhatItToldBefore()
    {
        const QString leaf = idOf(asset("leaf-1", 40, 1, false));
        const auto read = [&](const char* text, const QString& id) {
            return post(
                "/neighbors/read",
                {{u"kind"_qs, u"asset"_qs}, {u"id"_qs, id}, {u"text"_qs, QLatin1String(text)}});
        };
        const char* both = R"({"lldpNeighbors":[
            {"port":"Et1","neighborDevice":"node-1","neighborPort":"eth0"},
            {"port":"Et2","neighborDevice":"node-2","neighborPort":"eth0"}]})";
        QCOMPARE(codeOf(read(both, leaf)), QString());
        const auto first = m_site->rows<Neighbor>({.orderBy = u"local_port"_qs});
        QCOMPARE(first.size(), 2u);
        QCOMPARE(first.front().localName, u"leaf-1"_qs);
        QCOMPARE(codeOf(read(R"({"lldpNeighbors":[
            {"port":"Et1","neighborDevice":"node-1","neighborPort":"eth0"}]})",
                             leaf)),
                 QString());
        const auto second = m_site->rows<Neighbor>();
        QCOMPARE(second.size(), 1u);
        QCOMPARE(second.front().id, first.front().id);
        // Told twice with other words it is one neighbour, however often it is read.
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(codeOf(read(R"({"lldp":{"interface":[
                {"Et1":{"chassis":{"node-1":{}},"port":{"id":{"value":"eth0"},"descr":"a"}}},
                {"Et1":{"chassis":{"node-1":{}},"port":{"id":{"value":"eth0"},"descr":"b"}}}]}})",
                                 leaf)),
                     QString());
            QCOMPARE(m_site->rows<Neighbor>().size(), 1u);
        }
        QCOMPARE(codeOf(read("no such thing", leaf)), u"lldp-unreadable"_qs);
        QCOMPARE(codeOf(read(both, newUuid())), u"not-found"_qs);
        QCOMPARE(m_site->rows<Neighbor>().size(), 1u);
        QCOMPARE(codeOf(awaitFuture(m_client->remove(u"/assets/"_qs + leaf))), QString());
        QVERIFY(m_site->rows<Neighbor>().empty());
    }

    void powerDoesNotFeedItself()
    {
        const auto feed = [&](const QString& name, const QString& above) {
            return post("/power-feeds", {{u"name"_qs, name},
                                         {u"volts"_qs, 400},
                                         {u"amps"_qs, 63},
                                         {u"phases"_qs, 3},
                                         {u"upstream_id"_qs, above}});
        };
        const QString ups = idOf(feed(u"UPS A"_qs, {}));
        const QString breaker = idOf(feed(u"Q1"_qs, ups));
        QVERIFY(!breaker.isEmpty());
        QCOMPARE(codeOf(awaitFuture(m_client->patch(u"/power-feeds/"_qs + ups,
                                                    {{u"upstream_id"_qs, breaker}}, 1))),
                 u"power-loop"_qs);
        QCOMPARE(qRound(m_site->rows<PowerFeed>().front().capacityW()), 34918);
    }

    void twoDevicesChangePlacesTogether()
    {
        const auto low = asset("low", 1, 2, false);
        const auto high = asset("high", 3, 2, false);
        const auto swapped =
            post("/changesets", {{u"items"_qs, QJsonArray{move(low, 3), move(high, 1)}}});
        QVERIFY(swapped);
        QVERIFY(swapped->value(u"applied"_qs).toBool());
        for (const Asset& row : m_site->rows<Asset>())
            QCOMPARE(row.position, row.name == u"low" ? 3.0 : 1.0);
    }

    void twoCablesChangePortsTogether()
    {
        const auto leaf = asset("leaf", 1, 1, false);
        const auto cable = [&](const char* label, const char* port) {
            return post("/cables", {{u"label"_qs, QLatin1String(label)},
                                    {u"a_kind"_qs, u"asset"_qs},
                                    {u"a_id"_qs, idOf(leaf)},
                                    {u"a_port"_qs, QLatin1String(port)}});
        };
        const auto first = cable("C1", "1");
        const auto second = cable("C2", "2");
        const auto plug = [](const Result<QJsonObject>& row, const char* port) {
            return QJsonObject{{u"op"_qs, u"change"_qs},
                               {u"kind"_qs, u"cable"_qs},
                               {u"id"_qs, row->value(u"id"_qs)},
                               {u"revision"_qs, row->value(u"revision"_qs)},
                               {u"fields"_qs, QJsonObject{{u"a_port"_qs, QLatin1String(port)}}}};
        };
        const auto alone = post("/changesets", {{u"items"_qs, QJsonArray{plug(first, "2")}}});
        QVERIFY(alone);
        QCOMPARE(alone->value(u"items"_qs)[0][u"problem"_qs][u"code"_qs].toString(),
                 u"port-taken"_qs);
        const auto swapped =
            post("/changesets", {{u"items"_qs, QJsonArray{plug(first, "2"), plug(second, "1")}}});
        QVERIFY(swapped);
        QVERIFY(swapped->value(u"applied"_qs).toBool());
        for (const Cable& row : m_site->rows<Cable>())
            QCOMPARE(row.aPort, row.label == u"C1" ? u"2"_qs : u"1"_qs);
    }

    void oneRefusalUndoesAll()
    {
        const auto low = asset("low", 1, 2, false);
        const auto high = asset("high", 3, 2, false);
        const auto refused =
            post("/changesets", {{u"items"_qs, QJsonArray{move(low, 30), move(high, 29)}}});
        QVERIFY(refused);
        QVERIFY(!refused->value(u"applied"_qs).toBool());
        const QJsonArray items = refused->value(u"items"_qs).toArray();
        QVERIFY(!items.at(0).toObject().contains(u"problem"_qs));
        QCOMPARE(
            items.at(1).toObject().value(u"problem"_qs).toObject().value(u"code"_qs).toString(),
            u"position-taken"_qs);
        QCOMPARE(m_site->rows<Asset>({.equals = {{u"name"_qs, u"low"_qs}}}).front().position, 1.0);
    }

    void aTryChangesNothing()
    {
        const QJsonObject rack{{u"op"_qs, u"create"_qs},
                               {u"kind"_qs, u"rack"_qs},
                               {u"fields"_qs, QJsonObject{{u"name"_qs, u"B01"_qs}}}};
        const auto tried =
            post("/changesets", {{u"dry_run"_qs, true}, {u"items"_qs, QJsonArray{rack}}});
        QVERIFY(tried);
        QVERIFY(!tried->value(u"applied"_qs).toBool());
        const QJsonObject row = tried->value(u"items"_qs).toArray().at(0).toObject();
        QCOMPARE(row.value(u"row"_qs).toObject().value(u"height_units"_qs).toInt(), 42);
        QCOMPARE(m_site->rows<Rack>().size(), 1u);
        QCOMPARE(codeOf(post("/changesets", {{u"items"_qs, QJsonArray()}})), u"bad-field"_qs);
    }

    void aKindForAdminsIsNotChangedByAnOperator()
    {
        const QJsonObject subnet{{u"op"_qs, u"create"_qs}, {u"kind"_qs, u"subnet"_qs}};
        QCOMPARE(codeOf(post("/changesets", {{u"items"_qs, QJsonArray{subnet}}})), u"bad-field"_qs);
    }

private:
    Result<QJsonObject> post(const char* path, const QJsonObject& body)
    {
        return awaitFuture(m_client->post(QLatin1String(path), body));
    }
    static QString idOf(const Result<QJsonObject>& row)
    {
        return row ? row->value(u"id"_qs).toString() : QString();
    }
    Result<QJsonObject> asset(const char* name, double unit, double units, bool halfDepth)
    {
        return post("/assets", {{u"name"_qs, QLatin1String(name)},
                                {u"rack_id"_qs, m_rack},
                                {u"position"_qs, unit},
                                {u"height_units"_qs, units},
                                {u"half_depth"_qs, halfDepth}});
    }
    static QJsonObject move(const Result<QJsonObject>& row, double unit)
    {
        return {{u"op"_qs, u"change"_qs},
                {u"kind"_qs, u"asset"_qs},
                {u"id"_qs, row->value(u"id"_qs)},
                {u"revision"_qs, row->value(u"revision"_qs)},
                {u"fields"_qs, QJsonObject{{u"position"_qs, unit}}}};
    }

    std::unique_ptr<ApiFixture> m_site;
    std::unique_ptr<client::SiteClient> m_client;
    QString m_rack;
};

QTEST_GUILESS_MAIN(TestApiFloor)
#include "test_api_floor.moc"
