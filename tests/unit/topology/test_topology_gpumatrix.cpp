#include "models/topology/gpumatrix.h"
#include "tests/unit/topology/samples.h"

using namespace rackhouse;

class TestGpuMatrix : public QObject
{
    Q_OBJECT

private slots:
    void networkCardsByTheirLegend();
    void aWholeServer();
    void affinitiesOfTheSamples();
    void cpuListsAreCompared();
    void rowsInAnyOrder();
    void graceHasNoPcieToTheCards();
    void coloursAndPreambles();
    void aPairWithFewLinks();
    void whatIsNoMatrix_data();
    void whatIsNoMatrix();
};

static GpuMatrix::Cell nv(int links)
{
    return {GpuPath::NvLink, links};
}

void TestGpuMatrix::networkCardsByTheirLegend()
{
    SAMPLE(text, "topo_m/h100_oci_nic_legend_spaces.txt");
    const auto matrix = GpuMatrix::read(text);
    QVERIFY(matrix);
    QCOMPARE(matrix->devices.size(), 8);
    QCOMPARE(matrix->devices[4].name, QStringLiteral("mlx5_0"));
    QCOMPARE(matrix->cell(0, 1), nv(18));
    QCOMPARE(matrix->cell(0, 4).path, GpuPath::Pxb);
    QCOMPARE(matrix->cell(4, 5).path, GpuPath::Pix);
    QCOMPARE(matrix->devices[0].cpuAffinity, QStringLiteral("0-55,112-167"));
    QCOMPARE(matrix->devices[0].numaNode, QStringLiteral("0"));
    QVERIFY(matrix->weakPairs().isEmpty());
}

void TestGpuMatrix::aWholeServer()
{
    SAMPLE(text, "topo_m/h100_dgx_mlx5_columns.txt");
    const auto matrix = GpuMatrix::read(text);
    QVERIFY(matrix);
    QCOMPARE(matrix->devices.size(), 18); // the cards against each other are not told
    for (qsizetype row = 0; row < 8; ++row) {
        for (qsizetype column = 0; column < matrix->devices.size(); ++column)
            QVERIFY(matrix->cell(row, column).path != GpuPath::Unknown);
    }
}

void TestGpuMatrix::affinitiesOfTheSamples()
{
    SAMPLE(dgx, "topo_m/h100_dgx_mlx5_columns.txt");
    const auto server = GpuMatrix::read(dgx);
    QVERIFY(server);
    for (int gpu = 0; gpu < 8; ++gpu) {
        const bool first = gpu < 4;
        QCOMPARE(server->devices[gpu].cpuAffinity,
                 first ? QStringLiteral("0-47,96-143") : QStringLiteral("48-95,144-191"));
        QCOMPARE(server->devices[gpu].numaNode, first ? QStringLiteral("0") : QStringLiteral("1"));
    }
    QVERIFY(server->devices[8].cpuAffinity.isEmpty()); // cards have no row of their own
    SAMPLE(oci, "topo_m/h100_oci_nic_legend_spaces.txt");
    const auto spaced = GpuMatrix::read(oci);
    QVERIFY(spaced && spaced->devices[3].cpuAffinity == QLatin1String("0-55,112-167"));
    QVERIFY(spaced->devices[4].cpuAffinity.isEmpty()); // and where they have one, it ends before
    SAMPLE(grace, "topo_m/gb200_grace_all_sys.txt");
    const auto noNuma = GpuMatrix::read(grace);
    QVERIFY(noNuma && noNuma->devices[1].cpuAffinity == QLatin1String("0-71"));
    QVERIFY(noNuma->devices[1].numaNode.isEmpty()); // older drivers have no such column
    SAMPLE(ansi, "topo_m/ansi_header.txt");
    const auto coloured = GpuMatrix::read(ansi);
    QVERIFY(coloured && coloured->devices[1].cpuAffinity == QLatin1String("0-55"));
    QCOMPARE(coloured->devices[1].numaNode, QStringLiteral("0"));
}

void TestGpuMatrix::cpuListsAreCompared()
{
    const auto same = [](const char* a, const char* b) {
        return GpuMatrix::isSameCpus(QLatin1String(a), QLatin1String(b));
    };
    QVERIFY(same("0-55,112-167", "112-167,0-55"));
    QVERIFY(same("0,1,2,8", "0-2, 8"));
    QVERIFY(same("0-3,4-7", "0-7"));
    QVERIFY(!same("0-47", "0-55"));
    QVERIFY(!same("0-47", ""));
    QVERIFY(!same("0-47", "N/A"));
    QVERIFY(same("N/A", "N/A"));
    QVERIFY(!same("99999999", "0"));
}

void TestGpuMatrix::rowsInAnyOrder()
{
    SAMPLE(text, "topo_m/out_of_order_rows.txt");
    const auto matrix = GpuMatrix::read(text);
    QVERIFY(matrix);
    QCOMPARE(matrix->devices[2].name, QStringLiteral("GPU2"));
    QCOMPARE(matrix->cell(2, 3).path, GpuPath::Node);
    QCOMPARE(matrix->cell(0, 3).path, GpuPath::Pix);
}

void TestGpuMatrix::graceHasNoPcieToTheCards()
{
    SAMPLE(text, "topo_m/gb200_grace_all_sys.txt");
    const auto matrix = GpuMatrix::read(text);
    QVERIFY(matrix);
    QCOMPARE(matrix->cell(0, 3), nv(18));
    QCOMPARE(matrix->cell(0, 4).path, GpuPath::Sys);
    QCOMPARE(matrix->devices[2].cpuAffinity, QStringLiteral("72-143"));
}

void TestGpuMatrix::coloursAndPreambles()
{
    SAMPLE(coloured, "topo_m/ansi_header.txt");
    const auto matrix = GpuMatrix::read(coloured);
    QVERIFY(matrix);
    QCOMPARE(matrix->devices[3].name, QStringLiteral("mlx5_1"));
    QCOMPARE(matrix->cell(1, 3).path, GpuPath::Pxb);
    SAMPLE(noted, "topo_m/preamble_line.txt");
    const auto second = GpuMatrix::read(noted);
    QVERIFY(second);
    QCOMPARE(second->devices.size(), 3);
    QCOMPARE(second->cell(1, 2).path, GpuPath::Sys);
}

void TestGpuMatrix::aPairWithFewLinks()
{
    const auto matrix =
        GpuMatrix::read("\tGPU0\tGPU1\tGPU2\nGPU0\t X \tNV18\tNV18\nGPU1\tNV18\t X \tNV12\n"
                        "GPU2\tNV18\tNV12\t X \n");
    QVERIFY(matrix);
    QCOMPARE(matrix->weakPairs(), (QList<std::pair<qsizetype, qsizetype>>{{1, 2}}));
}

void TestGpuMatrix::whatIsNoMatrix_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no driver") << QByteArray(
        "NVIDIA-SMI has failed because it couldn't communicate");
    QTest::newRow("only a header") << QByteArray("\tGPU0\tGPU1\n");
    QTest::newRow("a short row") << QByteArray("\tGPU0\tGPU1\nGPU0\t X \nGPU1\tNV4\t X \n");
    QTest::newRow("a row twice") << QByteArray("\tGPU0\tGPU1\nGPU0\t X \tNV4\nGPU0\t X \tNV4\n");
    QTest::newRow("self elsewhere") << QByteArray("\tGPU0\tGPU1\nGPU0\tNV4\t X \nGPU1\tNV4\t X \n");
}

void TestGpuMatrix::whatIsNoMatrix()
{
    QFETCH(QByteArray, text);
    const auto matrix = GpuMatrix::read(text);
    QVERIFY(!matrix);
    QCOMPARE(matrix.error().code, QStringLiteral("gpu-matrix-unreadable"));
}

QTEST_GUILESS_MAIN(TestGpuMatrix)
#include "test_topology_gpumatrix.moc"
