#include "models/base/clock.h"
#include "widgets/jobs/stepmodel.h"

#include <QTest>

using namespace rackhouse;

/// What a person reads of the steps of a job.
class TestGuiSteps : public QObject
{
    Q_OBJECT

private slots:
    void aStepSaysWhatItWaitsFor_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("shown");
        QTest::newRow("the agent")
            << QStringLiteral("agent-works") << QString() << QStringLiteral("The agent is at work");
        QTest::newRow("an agent that was refused")
            << QStringLiteral("agent-refused") << QStringLiteral("Its serial is X.")
            << QStringLiteral("The agent of the machine was refused: Its serial is X.");
        QTest::newRow("its next attempt")
            << QStringLiteral("retries") << QStringLiteral("The BMC is busy.")
            << QStringLiteral("Will be tried again: The BMC is busy.");
    }
    void aStepSaysWhatItWaitsFor()
    {
        QFETCH(QString, reason);
        QFETCH(QString, detail);
        JobStep step;
        step.state = StepState::Waiting;
        step.reason = reason;
        step.reasonDetail = detail;
        const ManualClock clock;
        StepModel model(clock, nullptr);
        model.set({step});
        QTEST(model.index(0, StepModel::ReasonColumn).data().toString(), "shown");
    }
};

QTEST_MAIN(TestGuiSteps)
#include "test_gui_steps.moc"
