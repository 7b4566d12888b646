#include "models/base/money.h"
#include "models/exchange/tableexport.h"
#include "models/exchange/tableimport.h"

#include <QDateTime>
#include <QTest>

using namespace rackhouse;

using Outcome = PlannedRow::Outcome;

/// A file of rentals against the books.
class TestExchangeRentals : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_books = {};
        for (const char* name : {"n1", "n2"}) {
            Machine machine;
            machine.id = MachineId::create();
            machine.name = QString::fromLatin1(name);
            m_books.machines.push_back(machine);
        }
        Allocation rental;
        rental.id = AllocationId::create();
        rental.machineId = m_books.machines[0].id;
        rental.customer = QStringLiteral("Customer A");
        rental.startsAt = {QDateTime(QDate(2026, 3, 1), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch()};
        rental.gpus = QStringList{QStringLiteral("GPU 1"), QStringLiteral("GPU 2")};
        rental.amountMicro = 2'490'000;
        rental.currency = QStringLiteral("USD");
        m_books.allocations.push_back(rental);
    }

    void whatGoesOutComesBack()
    {
        const QByteArray csv = exportTable(ExchangeTable::Rentals, m_books);
        QVERIFY2(
            csv.contains("Customer A,n1,rental,\"GPU 1; GPU 2\",2026-03-01T00:00:00.000Z,,2.49,USD,"
                         "gpu-hour,direct,"),
            csv.constData());
        QCOMPARE(plan(csv).rows[0].outcome, Outcome::Unchanged);
    }

    void aLineMeansTheRentalOfItsMachineAndStart()
    {
        const auto row = plan("machine,from,gpus,price\nn1,2026-03-01,GPU 1; GPU 2,2.75\n").rows[0];
        QCOMPARE(row.outcome, Outcome::Changed);
        QCOMPARE(row.differences,
                 (QList<FieldDifference>{
                     {QStringLiteral("price"), QStringLiteral("2.49"), QStringLiteral("2.75")}}));
        const ChangePlan both = plan("machine;customer;from;gpus;price;currency\n"
                                     "n1;Customer B;2026-03-01;GPU 3;1,5;EUR\n");
        QCOMPARE(both.rows[0].outcome, Outcome::Added);
        const QJsonObject fields = both.rows[0].item.value(QStringLiteral("fields")).toObject();
        QCOMPARE(fields.value(QStringLiteral("amount_micro")).toInteger(), 1'500'000);
    }

    void whatIsWrongIsAProblemOfItsLine_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* line, const char* problem) {
            QTest::newRow(line) << QByteArray(line) << QString::fromLatin1(problem);
        };
        row("n9,Customer B,2026-05-01,,1,EUR", "import-name-unknown");
        row("n2,,2026-05-01,,1,EUR", "import-bad-value");
        row("n2,Customer B,,,1,EUR", "import-bad-value");
        row("n2,Customer B,May,,1,EUR", "import-bad-value");
        row("n2,Customer B,2026-05-01,2026-04-01,1,EUR", "rental-backwards");
        row("n2,Customer B,2026-05-01,,-1,EUR", "import-bad-value");
        row("n2,Customer B,2026-05-01,,1,euro", "currency-unknown");
        row("n2,Customer B,2026-05-01,,1,", "currency-unknown");
        row("n1,Customer B,2026-05-01,,1,EUR", "machine-held-open");
    }

    void whatIsWrongIsAProblemOfItsLine()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, problem);
        const ChangePlan planned =
            plan("machine,customer,from,until,price,currency\n" + line + '\n');
        QCOMPARE(planned.rows[0].outcome, Outcome::Problem);
        QCOMPARE(planned.rows[0].problem->code, problem);
        QVERIFY(planned.parts().empty());
    }

    void linesOfTheFileDoNotCollideEither()
    {
        const ChangePlan planned = plan("machine,customer,from,until\n"
                                        "n2,Customer B,2026-05-01,2026-06-01\n"
                                        "n2,Customer C,2026-05-31,\n"
                                        "n2,Customer D,2026-04-01,2026-05-01\n");
        QCOMPARE(planned.rows[0].problem->code, QStringLiteral("machine-held-open"));
        QCOMPARE(planned.rows[1].problem->code, QStringLiteral("machine-held"));
        QCOMPARE(planned.rows[2].outcome, Outcome::Added);
    }

    void aRentalWaitsForTheOneThatMakesRoom()
    {
        const ChangePlan planned = plan("machine,customer,from,until,gpus\n"
                                        "n1,Customer B,2026-05-01,,GPU 1\n"
                                        "n1,Customer A,2026-03-01,2026-05-01,GPU 1; GPU 2\n");
        QCOMPARE(planned.count(Outcome::Problem), 0);
        QCOMPARE(planned.rows[0].outcome, Outcome::Added);
        QCOMPARE(planned.rows[1].outcome, Outcome::Changed);
        QVERIFY(planned.rows[1].waitsFor.empty());
        QCOMPARE(planned.parts().size(), 1u);
        QCOMPARE(planned.parts().front(), (std::vector<size_t>{1, 0}));
    }

    void theColumnsThatTellRentalsApartAreNeeded()
    {
        const auto read = planImport(ExchangeTable::Rentals, "machine,customer\nn1,A\n", m_books);
        QVERIFY(!read);
        QCOMPARE(read.error().args.value(QStringLiteral("column")).toString(),
                 QStringLiteral("from"));
    }

private:
    ChangePlan plan(const QByteArray& csv) const
    {
        const auto planned = planImport(ExchangeTable::Rentals, csv, m_books);
        return planned ? *planned : ChangePlan();
    }

    Books m_books;
};

QTEST_GUILESS_MAIN(TestExchangeRentals)
#include "test_exchange_rentals.moc"
