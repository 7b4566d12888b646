#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/registry.h"
#include "models/store/migrations.h"
#include "models/store/replica.h"
#include "models/store/store.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;

/// Databases that older and newer programs have left behind.
class TestMigrations : public QObject
{
    Q_OBJECT

private slots:
    void anOldDatabaseIsBroughtUpToDate_data();
    void anOldDatabaseIsBroughtUpToDate();
    void everyOldSchemaHasItsDatabase();
    void devicesKeepTheirRowsWhenTheyGetADepth();
    void migrationsAreNumberedWithoutGaps();
    void aNewerDatabaseIsRefused();
    void aFileThatIsNoDatabaseIsRefused();
    void aFolderThatIsNotThereIsRefused();

private:
    static QDir oldDatabases() { return QDir(QFINDTESTDATA("old")); }
    static QStringList schemaOf(const QString& path);

    SystemClock m_clock;
    QTemporaryDir m_dir;
};

QStringList TestMigrations::schemaOf(const QString& path)
{
    auto database = Database::open(path, Database::Mode::ReadOnly);
    QStringList schema;
    if (!database)
        return schema;
    auto query = (*database)->runOnce(QStringLiteral(
        "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1"));
    while (query && query->next())
        schema << query->value(0).toString();
    return schema;
}

void TestMigrations::anOldDatabaseIsBroughtUpToDate_data()
{
    QTest::addColumn<QString>("dump");
    const QDir folder = oldDatabases();
    for (const QString& name : folder.entryList({QStringLiteral("*.sql")}))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void TestMigrations::anOldDatabaseIsBroughtUpToDate()
{
    QFETCH(QString, dump);
    const QString path = m_dir.filePath(QStringLiteral("old.db"));
    QFile::remove(path);
    {
        QFile file(dump);
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto database = Database::open(path, Database::Mode::ReadWrite);
        QVERIFY(database);
        const auto loaded = (*database)->runScript(QString::fromUtf8(file.readAll()));
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().detail));
    }
    auto store = Store::open(path, m_clock);
    QVERIFY2(store, qPrintable(store ? QString() : store.error().detail));
    const QString fresh = m_dir.filePath(QStringLiteral("fresh.db"));
    QVERIFY(Store::open(fresh, m_clock));
    QCOMPARE(schemaOf(path), schemaOf(fresh));
    // What was in it is still there and readable.
    const auto machine = (*store)->read<Machine>([](Reader& reader) {
        return reader.get<Machine>(QStringLiteral("01900000-0000-7000-8000-000000000002"));
    });
    QVERIFY2(machine, qPrintable(machine ? QString() : machine.error().detail));
    QCOMPARE(machine->name, QStringLiteral("r1-u07"));
    QCOMPARE(machine->rackId.text(), QStringLiteral("01900000-0000-7000-8000-000000000001"));
    const auto byCard = (*store)->read<QString>(
        [&](Reader& reader) { return reader.machineOfMac(machine->macs.front()); });
    QCOMPARE(*byCard, machine->id.text());
    if (machine->bmcId) {
        const auto bmc = (*store)->read<Bmc>([&](Reader& r) { return r.get<Bmc>(machine->bmcId); });
        QVERIFY(bmc);
        QCOMPARE(bmc->certificate, QStringLiteral("ab12"));
        QCOMPARE(bmc->revision, 2);
    }
    const auto feed = (*store)->read<std::vector<Change>>(
        [](Reader& reader) { return reader.changesSince(0, Role::Viewer); });
    QCOMPARE(feed->size(), 2u);
}

void TestMigrations::devicesKeepTheirRowsWhenTheyGetADepth()
{
    const QString path = m_dir.filePath(QStringLiteral("depth.db"));
    QFile dump(oldDatabases().filePath(QStringLiteral("0012.sql")));
    QVERIFY(dump.open(QIODevice::ReadOnly));
    {
        auto database = Database::open(path, Database::Mode::ReadWrite);
        QVERIFY(database);
        const auto loaded = (*database)->runScript(
            QString::fromUtf8(dump.readAll()) +
            QStringLiteral(
                "INSERT INTO device_type VALUES('01900000-0000-7000-8000-0000000000d1','s1','Acme',"
                "'S1','','switch',1.0,1,7.5,300,'','{}','[]',3);\n"
                "INSERT INTO asset VALUES('01900000-0000-7000-8000-0000000000a1','leaf','switch',"
                "'01900000-0000-7000-8000-0000000000d1','01900000-0000-7000-8000-000000000001',"
                "'units',40.0,1.0,'rear',1,'T7','Acme','S1','SN9',7.5,300,'spare',0,4);\n"));
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().detail));
    }
    auto store = Store::open(path, m_clock);
    QVERIFY2(store, qPrintable(store ? QString() : store.error().detail));
    const auto leaf = (*store)->read<Asset>([](Reader& reader) {
        return reader.get<Asset>(QStringLiteral("01900000-0000-7000-8000-0000000000a1"));
    });
    QVERIFY(leaf);
    QCOMPARE(leaf->assetTag, QStringLiteral("T7"));
    QCOMPARE(leaf->note, QStringLiteral("spare"));
    QVERIFY(leaf->halfDepth && leaf->face == RackFace::Rear);
    QCOMPARE(leaf->depthMm, 0);
    QVERIFY(leaf->preferredInlet.isEmpty());
    QCOMPARE(leaf->revision, 4);
    const auto type = (*store)->read<DeviceType>(
        [&](Reader& reader) { return reader.get<DeviceType>(leaf->deviceTypeId); });
    QVERIFY(type && type->weightKg == 7.5 && type->plateW == 300 && type->depthMm == 0);
}

void TestMigrations::everyOldSchemaHasItsDatabase()
{
    QCOMPARE(oldDatabases().entryList({QStringLiteral("*.sql")}).size(), newestMigration() - 1);
}

void TestMigrations::migrationsAreNumberedWithoutGaps()
{
    for (const QString& folder : {kSiteMigrations, kReplicaMigrations}) {
        int number = 0;
        for (const QString& name : QDir(folder).entryList({QStringLiteral("*.sql")}, QDir::Files))
            QCOMPARE(name.left(4).toInt(), ++number);
        QVERIFY(number > 0);
    }
}

void TestMigrations::aNewerDatabaseIsRefused()
{
    const QString path = m_dir.filePath(QStringLiteral("newer.db"));
    {
        auto database = Database::open(path, Database::Mode::ReadWrite);
        QVERIFY((*database)->change(QStringLiteral("PRAGMA user_version = 9999")));
    }
    const auto store = Store::open(path, m_clock);
    QVERIFY(!store);
    QCOMPARE(store.error().code, QStringLiteral("store-too-new"));
    QVERIFY(problemText(store.error()).contains(QStringLiteral("9999")));
    const auto replica = Replica::open(path, m_clock);
    QVERIFY(!replica);
    QCOMPARE(replica.error().code, QStringLiteral("store-too-new"));
}

void TestMigrations::aFileThatIsNoDatabaseIsRefused()
{
    const QString path = m_dir.filePath(QStringLiteral("text.db"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
    file.close();
    const auto store = Store::open(path, m_clock);
    QVERIFY(!store);
    QCOMPARE(store.error().code, QStringLiteral("store-failed"));
}

void TestMigrations::aFolderThatIsNotThereIsRefused()
{
    const auto store = Store::open(m_dir.filePath(QStringLiteral("no/such/folder.db")), m_clock);
    QVERIFY(!store);
    QCOMPARE(store.error().code, QStringLiteral("store-failed"));
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "test_store_migrations.moc"
