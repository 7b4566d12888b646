#include "tests/unit/api/apifixture.h"
#include "tests/unit/client/ctlrunner.h"

#include "models/domain/floor.h"
#include "models/domain/wiring.h"

#include <QRegularExpression>

using namespace rackhouse;

/// rackhousectl as a person's shell runs it, against a real site.
class TestClientCtl : public QObject, private CtlRunner
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_site = std::make_unique<ApiFixture>();
        m_machine = m_site->addMachine(QStringLiteral("gpu-1"));
        m_host = m_site->address().api.authority();
    }
    void cleanupTestCase() { m_site.reset(); }

    void helpIsAllThatItSays()
    {
        QCOMPARE(run({QStringLiteral("--help")}), 0);
        QVERIFY(m_output.contains("--from"));
        QCOMPARE(m_errors, QByteArray());
    }

    /// What --name names is another thing for each command that takes it.
    void eachCommandSaysWhatItsNameIs_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("meaning");
        const auto row = [](const char* command, const char* meaning) {
            QTest::newRow(command) << QString::fromLatin1(command) << QString::fromLatin1(meaning);
        };
        row("pair", "what this computer calls");
        row("images upload", "what it is called there");
        row("images register", "what the image is called there");
        row("fabrics read", "which fabric");
        row("cables connect", "its label");
        row("adapters read", "which machine");
        row("neighbors read", "which machine or switch");
    }
    void eachCommandSaysWhatItsNameIs()
    {
        QFETCH(QString, command);
        QFETCH(QString, meaning);
        QCOMPARE(run({QStringLiteral("--help")}), 0);
        const QString help = QString::fromUtf8(m_output);
        const QStringList lines = help.split(u'\n').filter(
            QRegularExpression(QStringLiteral("^  %1 .*--name .*%2").arg(command, meaning)));
        QVERIFY2(lines.size() == 1, qPrintable(help));
        // The option itself names every one of them too.
        const QString option = help.mid(help.indexOf(QStringLiteral("  --name <NAME>")))
                                   .section(QStringLiteral("\n  --"), 0, 1)
                                   .simplified();
        QVERIFY2(option.contains(command), qPrintable(option));
    }

    void beforePairing()
    {
        QCOMPARE(run({QStringLiteral("machines")}), 2);
        QVERIFY(m_errors.contains("no-sites"));
        QCOMPARE(run({QStringLiteral("pair"), m_host, QStringLiteral("--json")}), 2);
        QVERIFY(m_output.contains(m_site->ca->serverFingerprint().toLatin1()));
    }

    void pairs()
    {
        const auto code = awaitFuture(m_site->server->openPairing(Role::Admin));
        const QStringList pair{QStringLiteral("pair"), m_host, QStringLiteral("--fingerprint"),
                               m_site->ca->serverFingerprint()};
        QCOMPARE(run(pair, "WRON-GWRO-NGWR\n"), 1);
        QVERIFY(m_errors.contains("pairing-code-wrong"));
        QCOMPARE(run(pair, code->code.reveal().toLatin1() + '\n'), 0);
        QCOMPARE(run({QStringLiteral("sites"), QStringLiteral("--json")}), 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("title")).toString(),
                 QStringLiteral("Test site"));
    }

    void lists()
    {
        QCOMPARE(run({QStringLiteral("machines"), QStringLiteral("--json")}), 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("name")).toString(),
                 QStringLiteral("gpu-1"));
        QCOMPARE(run({QStringLiteral("machines"), QStringLiteral("name=other")}), 0);
        QVERIFY(!m_output.contains("gpu-1"));
        for (const char* word : {"racks", "bmcs", "changes"})
            QCOMPARE(run({QLatin1String(word)}), 0);
    }

    void takesInTheBooksAndGivesThemOut()
    {
        const QString racks =
            file("racks.csv", "name,hall,height_units\nA01,North,48\nA02,North,\n");
        QCOMPARE(run(words("import racks") << racks << QStringLiteral("--dry-run")), 0);
        QVERIFY2(m_output.contains("2 added") && m_output.contains("nothing was sent"), m_output);
        QVERIFY(m_site->rows<Rack>().empty());
        QCOMPARE(run(words("import racks") << racks), 0);
        QCOMPARE(m_site->rows<Rack>().size(), std::size_t(2));
        const QString placements =
            file("placements.csv",
                 "name,kind,rack,unit\ngpu-1,,A01,1\nleaf-1,switch,A01,40.5\nx,switch,A09,1\n");
        QCOMPARE(run(words("import placements") << placements), 1);
        QVERIFY2(m_output.contains("line 4: problem x:"), m_output);
        QVERIFY(m_site->rows<Asset>().empty());
        QCOMPARE(run(words("import placements --skip-problems") << placements), 1);
        QCOMPARE(m_site->rows<Asset>().size(), std::size_t(1));
        QCOMPARE(m_site->rows<Asset>().front().position, 40.5);
        QCOMPARE(m_site->rows<Machine>().front().position, 1);
        const QString cables = file("cables.csv", "label,a_device,a_port,b_device,b_port\n"
                                                  "C1,gpu-1,eth0,leaf-1,1\nC2,gpu-1,eth1,,\n");
        QCOMPARE(run(words("import cables --json") << cables), 0);
        QVERIFY2(m_output.contains("\"applied\":true"), m_output);
        QCOMPARE(m_site->rows<Cable>().size(), std::size_t(2));
        // What goes out comes back as it was.
        for (const char* table : {"racks", "placements", "cables"}) {
            QCOMPARE(run(words("export") << QString::fromLatin1(table)), 0);
            const QString again = file("again.csv", m_output);
            QCOMPARE(run(words("import") << QString::fromLatin1(table) << again), 0);
            QVERIFY2(m_output.contains("0 added, 0 changed, 2 unchanged, 0 with a problem"),
                     m_output);
        }
        QCOMPARE(run(words("import racks /nowhere.csv")), 2);
        QVERIFY(m_errors.contains("file-unreadable"));
    }

    void whatTheSiteRefusesKeepsTheRestFromNothing()
    {
        // The site alone knows how long a name may be.
        const QString racks =
            file("long.csv", "name,hall\nB01,East\n" + QByteArray(301, 'x') + ",East\nB02,East\n");
        const auto known = m_site->rows<Rack>().size();
        QCOMPARE(run(words("import racks") << racks), 1);
        QCOMPARE(m_site->rows<Rack>().size(), known);
        QCOMPARE(run(words("import racks --skip-problems") << racks), 1);
        QVERIFY2(m_output.contains("line 3: problem xxx"), m_output);
        QVERIFY2(m_output.contains("2 added, 0 changed, 0 unchanged, 1 with a problem"), m_output);
        QVERIFY2(!m_output.contains("nothing was sent"), m_output);
        QCOMPARE(m_site->rows<Rack>().size(), known + 2);
        const QString nameless = file("nameless.csv", "name,hall\n,East\n");
        QCOMPARE(run(words("import racks --dry-run") << nameless), 1);
        QVERIFY2(m_output.contains("line 2: problem: The line"), m_output);
        const QString loop = file("loop.csv", "label,a_device,a_port,b_device,b_port\n"
                                              "C9,gpu-1,eth7,gpu-1,eth7\n");
        QCOMPARE(run(words("import cables --dry-run") << loop), 1);
        QVERIFY2(m_output.contains("Both ends of the cable"), m_output);
    }

    void aFileThatIsTooLargeIsNotReadIntoMemory()
    {
        // 100 GB, more than the memory here; a disk image that was taken for a table.
        const QString image = file("image.csv", "name\n");
        QVERIFY(QFile::resize(image, 100'000'000'000));
        QCOMPARE(run(words("import racks") << image), 1);
        QVERIFY2(m_errors.contains("larger than the 64 MB"), m_errors);
        QCOMPARE(run(words("import racks /dev/zero")), 1);
        QVERIFY2(m_errors.contains("larger than the 64 MB"), m_errors);
        QCOMPARE(run(words("device-types import") << image), 1);
        QVERIFY2(m_output.contains("larger than the 1024 KiB"), m_output);
    }

    void tellsWhatIsWrongWithThePower()
    {
        PowerFeed feed;
        feed.id = PowerFeedId::create();
        feed.name = QStringLiteral("Breaker A");
        feed.side = QStringLiteral("A");
        m_site->put(feed);
        Cable cord;
        cord.id = CableId::create();
        cord.kind = CableKind::Power;
        cord.aKind = EndKind::Feed;
        cord.aId = feed.id.text();
        cord.bKind = EndKind::Machine;
        cord.bId = m_machine.id.text();
        cord.bPort = QStringLiteral("PSU 1");
        m_site->put(cord);
        QCOMPARE(
            run({QStringLiteral("power"), QStringLiteral("findings"), QStringLiteral("--json")}),
            0);
        const auto found = parseObject(m_output);
        QCOMPARE(found->value(QStringLiteral("finding")).toString(), QStringLiteral("one-cord"));
        QCOMPARE(found->value(QStringLiteral("text")).toString(),
                 QStringLiteral("gpu-1 has one cord, from Breaker A."));
    }

    void startsAndWatchesJobs()
    {
        const QStringList start{QStringLiteral("jobs"),    QStringLiteral("start"),
                                QStringLiteral("power"),   m_machine.id.text(),
                                QStringLiteral("--param"), QStringLiteral("action=on"),
                                QStringLiteral("--json")};
        QCOMPARE(run(start), 0);
        const QString id = parseObject(m_output)->value(QStringLiteral("id")).toString();
        QCOMPARE(run(start), 1);
        QVERIFY(m_errors.contains("machine-busy"));
        QCOMPARE(run({QStringLiteral("jobs"), QStringLiteral("cancel"), id}), 0);
        QCOMPARE(run({QStringLiteral("jobs"), QStringLiteral("watch"), id}), 4);
        Job job = m_site->rows<Job>().front();
        job.state = JobState::Succeeded;
        m_site->put(job);
        QCOMPARE(run({QStringLiteral("jobs"), QStringLiteral("watch"), id}), 0);
    }

    void aSerialOfDigitsStaysText()
    {
        const Machine machine = m_site->addMachine(QStringLiteral("gpu-2"));
        QCOMPARE(run({QStringLiteral("jobs"), QStringLiteral("start"), QStringLiteral("wipe"),
                      machine.id.text(), QStringLiteral("--param"),
                      QStringLiteral("confirm=1660224000123"), QStringLiteral("--param"),
                      QStringLiteral("accept_unreachable=[\"S1\"]"), QStringLiteral("--json")}),
                 0);
        const QJsonObject params =
            parseObject(m_output)->value(QStringLiteral("params")).toObject();
        QCOMPARE(params.value(QStringLiteral("confirm")),
                 QJsonValue(QStringLiteral("1660224000123")));
        QCOMPARE(params.value(QStringLiteral("accept_unreachable")).toArray().size(), 1);
    }

    void holdsReleasesAndRetriesJobs()
    {
        const Machine machine = m_site->addMachine(QStringLiteral("gpu-3"));
        QCOMPARE(run({QStringLiteral("jobs"), QStringLiteral("start"), QStringLiteral("inspect"),
                      machine.id.text(), QStringLiteral("--json")}),
                 0);
        const QString id = parseObject(m_output)->value(QStringLiteral("id")).toString();
        const auto stateAfter = [&](const QStringList& line) {
            return run(line + QStringList{id, QStringLiteral("--json")}) == 0
                       ? parseObject(m_output)->value(QStringLiteral("state")).toString()
                       : QString::fromUtf8(m_errors);
        };
        const QString jobs = QStringLiteral("jobs");
        QCOMPARE(stateAfter({jobs, QStringLiteral("hold")}), QStringLiteral("held"));
        QCOMPARE(stateAfter({jobs, QStringLiteral("release")}), QStringLiteral("queued"));
        QCOMPARE(stateAfter({jobs, QStringLiteral("retry"), QStringLiteral("--from-step"),
                             QStringLiteral("power-on")}),
                 QStringLiteral("queued"));
        QCOMPARE(run({jobs, QStringLiteral("hold"), QStringLiteral("no-such-id")}), 1);
    }

    void aWatchOutlivesARestart()
    {
        const Machine machine = m_site->addMachine(QStringLiteral("gpu-4"));
        Job job;
        job.id = JobId::create();
        job.machineId = machine.id;
        job.state = JobState::Running;
        m_site->put(job);
        const auto watch = start({QStringLiteral("jobs"), QStringLiteral("watch"), job.id.text()});
        QByteArray said;
        QByteArray complained;
        QTRY_VERIFY_WITH_TIMEOUT((said += watch->readAllStandardOutput()).contains("running"),
                                 30'000);
        const quint16 port = m_site->server->port();
        m_site->server.reset();
        QTRY_VERIFY_WITH_TIMEOUT(
            (complained += watch->readAllStandardError()).contains("trying again"), 30'000);
        job.state = JobState::Succeeded;
        m_site->put(job);
        m_site->serve(*m_site->jobs, {}, port);
        QVERIFY(watch->waitForFinished(30'000));
        QCOMPARE(watch->exitCode(), 0);
        complained += watch->readAllStandardError();
        QCOMPARE(complained.count("trying again"), 1);
        QVERIFY(complained.contains("answers again"));
    }

    void followsTheChanges()
    {
        QCOMPARE(run({QStringLiteral("changes"), QStringLiteral("--json")}), 0);
        const auto lines = m_output.trimmed().split('\n');
        const qint64 last = parseObject(lines.last())->value(QStringLiteral("seq")).toInteger();
        const QStringList since{QStringLiteral("changes"), QStringLiteral("--since"),
                                QString::number(last), QStringLiteral("--json")};
        QCOMPARE(run(since), 0);
        QCOMPARE(m_output, QByteArray());
        const auto follow = start(since + QStringList{QStringLiteral("--follow")});
        m_site->addMachine(QStringLiteral("gpu-5"));
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += follow->readAllStandardOutput()).contains("gpu-5"),
                                 30'000);
        QVERIFY(!said.contains("gpu-1"));
        QCOMPARE(follow->state(), QProcess::Running);
        QCOMPARE(run({QStringLiteral("changes"), QStringLiteral("--since"),
                      QStringLiteral("yesterday")}),
                 2);
    }

    void acceptsACertificate()
    {
        Bmc bmc;
        bmc.id = BmcId::create();
        bmc.address = QStringLiteral("192.0.2.7");
        bmc.presented = QString(64, QLatin1Char('a'));
        m_site->put(bmc);
        const QStringList accept{QStringLiteral("bmcs"), QStringLiteral("accept-certificate"),
                                 bmc.id.text()};
        QCOMPARE(run(accept + QStringList{QString(64, QLatin1Char('b'))}), 1);
        QVERIFY(m_errors.contains("bmc-certificate-other"));
        QCOMPARE(run(accept + QStringList{bmc.presented}), 0);
        QCOMPARE(m_site->rows<Bmc>().front().certificate, bmc.presented);
    }

    void discovers()
    {
        const QStringList discover{QStringLiteral("discover"), QStringLiteral("192.0.2.0/30"),
                                   QStringLiteral("--json")};
        QCOMPARE(run(discover, "password\n"), 2); // whose?
        const QStringList named =
            discover + QStringList{QStringLiteral("--username"), QStringLiteral("root")};
        QCOMPARE(run(named), 2); // no password
        QCOMPARE(run(named, "very-secret\n"), 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("kind")).toString(),
                 QStringLiteral("discover"));
        QVERIFY(!m_output.contains("very-secret"));
    }

    void completes()
    {
        QCOMPARE(run({QStringLiteral("completion"), QStringLiteral("bash")}), 0);
        // What bash itself offers after `rackhousectl jobs `.
        QProcess bash;
        bash.start(QStringLiteral("bash"),
                   {QStringLiteral("-c"),
                    QString::fromUtf8(m_output) +
                        QStringLiteral("COMP_WORDS=(rackhousectl jobs re) COMP_CWORD=2\n"
                                       "_rackhousectl\necho \"${COMPREPLY[@]}\"\n"
                                       "COMP_WORDS=(rackhousectl bac) COMP_CWORD=1\n"
                                       "_rackhousectl\necho \"${COMPREPLY[@]}\"\n")});
        QVERIFY(bash.waitForFinished());
        QCOMPARE(bash.readAllStandardOutput(), QByteArray("release retry\nbackup\n"));
    }

    void savesABackup()
    {
        const QString copy = m_config.filePath(QStringLiteral("site.db"));
        QCOMPARE(run({QStringLiteral("backup"), copy, QStringLiteral("--json")}), 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("size_bytes")).toInteger(),
                 QFileInfo(copy).size());
        QCOMPARE(QFile::permissions(copy) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        const auto restored = Store::open(copy, m_site->clock);
        QVERIFY(restored);
        QVERIFY((*restored)->read<Machine>(
            [this](Reader& reader) { return reader.get<Machine>(m_machine.id); }));
        QCOMPARE(run({QStringLiteral("backup"), m_config.filePath(QStringLiteral("no/such/file"))}),
                 2);
        QVERIFY(m_errors.contains("file-unwritable"));
    }

    void registersImages()
    {
        const QStringList images{QStringLiteral("images"), QStringLiteral("register")};
        QFile file(m_config.filePath(QStringLiteral("debian.raw")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(100'000, 'x'));
        file.close();
        QCOMPARE(run(images + QStringList{file.fileName(), QStringLiteral("--json")}), 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("name")).toString(),
                 QStringLiteral("debian.raw"));
        QCOMPARE(run(images + QStringList{QStringLiteral("/no/such/image.raw")}), 1);
        QCOMPARE(run({QStringLiteral("images"), QStringLiteral("upload"),
                      m_config.filePath(QStringLiteral("none.raw"))}),
                 2); // the site was not asked
        QVERIFY(m_errors.contains("file-unreadable"));
    }

    void uploadsImages()
    {
        QFile file(m_config.filePath(QStringLiteral("disk.raw")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(100'000, 'x'));
        file.close();
        QCOMPARE(run({QStringLiteral("images"), QStringLiteral("upload"), file.fileName(),
                      QStringLiteral("--json")}),
                 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("state")).toString(),
                 QStringLiteral("ready"));
    }

    void takesInDeviceTypes()
    {
        const QString type =
            file("s1.yaml", "manufacturer: Acme\nmodel: S1 switch\nslug: acme-s1\n");
        QCOMPARE(run(words("device-types import") << type), 0);
        QVERIFY2(m_output.contains("note on acme-s1: The height is not told"), m_output);
        QCOMPARE(m_site->rows<DeviceType>().size(), std::size_t(1));
        QCOMPARE(m_site->rows<DeviceType>().front().kind, DeviceKind::Switch);
        file("s1.yaml", "manufacturer: Acme\nmodel: S1 switch\nslug: acme-s1\nu_height: 2\n");
        QCOMPARE(run(words("device-types import") << type), 0);
        QCOMPARE(m_site->rows<DeviceType>().size(), std::size_t(1));
        QCOMPARE(m_site->rows<DeviceType>().front().heightUnits, 2.0);
    }

    void badLinesAreUsage()
    {
        for (const QStringList& line :
             {QStringList{}, QStringList{QStringLiteral("dance")},
              QStringList{QStringLiteral("jobs"), QStringLiteral("watch")},
              QStringList{QStringLiteral("machines"), QStringLiteral("--no-such-option")}})
            QCOMPARE(run(line), 2);
    }

    void nobodyThere()
    {
        m_site->server->stop();
        QCOMPARE(run({QStringLiteral("machines")}), 3);
        // A watch gives up when it was told to.
        QCOMPARE(run({QStringLiteral("jobs"), QStringLiteral("watch"), JobId::create().text(),
                      QStringLiteral("--give-up"), QStringLiteral("1")}),
                 3);
        QVERIFY(m_errors.contains("trying again"));
        QCOMPARE(run({QStringLiteral("jobs"), QStringLiteral("watch"), JobId::create().text(),
                      QStringLiteral("--give-up"), QStringLiteral("soon")}),
                 2);
    }

private:
    std::unique_ptr<ApiFixture> m_site;
    Machine m_machine;
    QString m_host;
};

QTEST_GUILESS_MAIN(TestClientCtl)
#include "test_client_ctl.moc"
