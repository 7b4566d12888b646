#include "models/hardware/matrixcomparison.h"
#include "tests/unit/topology/samples.h"

using namespace rackhouse;

using Kind = MatrixComparison::Kind;

namespace
{

GpuMatrix matrix(const char* text)
{
    return GpuMatrix::read(text).value_or(GpuMatrix());
}

const char* const inspected = "\tGPU0\tGPU1\tmlx5_0\tmlx5_1\n"
                              "GPU0\t X \tNODE\tPIX\tSYS\n"
                              "GPU1\tNODE\t X \tNODE\tWHO\n"
                              "mlx5_0\tPIX\tNODE\t X \tSYS\n"
                              "mlx5_1\tSYS\tWHO\tSYS\t X \n";

} // namespace

class TestHardwareComparison : public QObject
{
    Q_OBJECT

private slots:
    void cellByCell()
    {
        const MatrixComparison compared(matrix(inspected),
                                        matrix("\tGPU0\tGPU1\tNIC0\tNIC1\tNIC2\n"
                                               "GPU0\t X \tNV18\tPHB\tSYS\tSYS\n"
                                               "GPU1\tNV18\t X \tNODE\tPXB\tSYS\n"
                                               "NIC0\tPHB\tNODE\t X \tSYS\tSYS\n"
                                               "NIC1\tSYS\tPXB\tSYS\t X \tSYS\n"
                                               "NIC2\tSYS\tSYS\tSYS\tSYS\t X \n"
                                               "  NIC0: mlx5_0\n  NIC1: mlx5_1\n  NIC2: mlx5_9\n"));
        QCOMPARE(compared.kind(0, 3), Kind::Same);
        QVERIFY(compared.sentence(0, 3).isEmpty());
        QCOMPARE(compared.kind(0, 1), Kind::NvLink);
        QVERIFY(compared.sentence(0, 1).startsWith(
            QLatin1String("nvidia-smi counts 18 NVLinks, which its BMC does not tell; over "
                          "PCIe it is NODE.")));
        QCOMPARE(compared.kind(1, 3), Kind::NotHere);
        QVERIFY(compared.sentence(1, 3).startsWith(QLatin1String("nvidia-smi says PXB")));
        QCOMPARE(compared.kind(2, 0), Kind::Differs);
        QVERIFY(compared.sentence(2, 0).startsWith(
            QLatin1String("nvidia-smi says PHB, through a host bridge. Cards were moved")));
        QCOMPARE(compared.differences(), 1);
        QCOMPARE(compared.summary(),
                 QStringLiteral("One pair differs. Not found by the inspection: mlx5_9."));
    }

    /// Where both count NVLinks they are compared.
    void nvLinksOfBoth()
    {
        const MatrixComparison compared(matrix("\tGPU0\tGPU1\tGPU2\nGPU0\t X \tNV18\tNV16\n"
                                               "GPU1\tNV18\t X \tNV18\nGPU2\tNV16\tNV18\t X \n"),
                                        matrix("\tGPU0\tGPU1\tGPU2\nGPU0\t X \tNV18\tNV18\n"
                                               "GPU1\tNV18\t X \tPIX\nGPU2\tNV18\tPIX\t X \n"));
        QCOMPARE(compared.kind(0, 1), Kind::Same);
        QCOMPARE(compared.kind(0, 2), Kind::Differs);
        QVERIFY(compared.sentence(0, 2).startsWith(
            QLatin1String("nvidia-smi says NV18, over NVLink. Links have gone down")));
        QCOMPARE(compared.kind(1, 2), Kind::Differs);
        QCOMPARE(compared.differences(), 2);
    }

    void devicesThatOnlyOneSideKnows()
    {
        const MatrixComparison compared(matrix(inspected), matrix("\tGPU0\nGPU0\t X \n"));
        QCOMPARE(compared.kind(0, 0), Kind::Same);
        QCOMPARE(compared.kind(1, 1), Kind::NotTold);
        QCOMPARE(compared.kind(0, 2), Kind::NotTold);
        QCOMPARE(compared.summary(),
                 QStringLiteral("No pair differs. Not in the text: GPU1, mlx5_0, mlx5_1."));
    }

    void whatDevicesAreNextTo()
    {
        const char* const here = "\tGPU0\tGPU1\tGPU2\tCPU Affinity\tNUMA Affinity\n"
                                 "GPU0\t X \tSYS\tSYS\t0-3\t0\n"
                                 "GPU1\tSYS\t X \tSYS\t4-7\t1\n"
                                 "GPU2\tSYS\tSYS\t X \n";
        const char* const told = "\tGPU0\tGPU1\tGPU2\tCPU Affinity\tNUMA Affinity\n"
                                 "GPU0\t X \tSYS\tSYS\t0,1,2,3\t0\n"
                                 "GPU1\tSYS\t X \tSYS\t0-3\tN/A\n"
                                 "GPU2\tSYS\tSYS\t X \t4-7\t1\n";
        using Affinity = MatrixComparison::Affinity;
        const MatrixComparison compared(matrix(here), matrix(told));
        QCOMPARE(compared.kind(0, Affinity::Cpus), Kind::Same); // written otherwise
        QCOMPARE(compared.kind(1, Affinity::Cpus), Kind::Differs);
        QCOMPARE(compared.told(1, Affinity::Cpus), QStringLiteral("0-3"));
        QVERIFY(compared.sentence(1, Affinity::Cpus)
                    .startsWith(QLatin1String("nvidia-smi says CPUs 0-3. CPUs were numbered")));
        QCOMPARE(compared.kind(1, Affinity::Numa), Kind::NotTold);
        QCOMPARE(compared.kind(2, Affinity::Numa), Kind::NotHere);
        QVERIFY(compared.sentence(2, Affinity::Numa).contains(QLatin1String("NUMA node 1")));
        QCOMPARE(compared.differences(), 0);
        QCOMPARE(compared.movedDevices(), 1);
        QCOMPARE(compared.summary(),
                 QStringLiteral("No pair differs. One device is next to other CPUs."));
    }

    void nothingAtAll()
    {
        const MatrixComparison compared({}, {});
        QCOMPARE(compared.differences(), 0);
        QCOMPARE(compared.summary(), QStringLiteral("No pair differs."));
    }

    /// What a machine prints agrees with itself, apart from NVLinks, whatever it prints.
    void samplesAgreeWithThemselves_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name :
             {"ansi_header", "gb200_grace_all_sys", "h100_dgx_mlx5_columns",
              "h100_oci_nic_legend_spaces", "out_of_order_rows", "preamble_line"})
            QTest::newRow(name) << QByteArray(name);
    }
    void samplesAgreeWithThemselves()
    {
        QFETCH(QByteArray, name);
        const QByteArray path = "topo_m/" + name + ".txt";
        SAMPLE(text, path.constData());
        const auto read = GpuMatrix::read(text);
        QVERIFY(read);
        QCOMPARE(MatrixComparison(*read, *read).differences(), 0);
        QCOMPARE(MatrixComparison(*read, *read).movedDevices(), 0);
        QCOMPARE(MatrixComparison(*read, *read).summary(), QStringLiteral("No pair differs."));
    }
};

QTEST_GUILESS_MAIN(TestHardwareComparison)
#include "test_hardware_comparison.moc"
