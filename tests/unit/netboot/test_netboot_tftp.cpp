#include "app/netboot/bytes.h"
#include "app/netboot/tftp_server.h"

#include <QFile>
#include <QNetworkDatagram>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

using namespace rackhouse;
using namespace rackhouse::netboot;

namespace
{

using Send = TftpTransfer::Send;

TftpRequest readRequest(const TftpOptions& options = {})
{
    return {false, "snponly.efi", "octet", options};
}

QByteArray requestBytes(quint16 opcode, const QByteArray& rest)
{
    QByteArray bytes;
    append16(bytes, opcode);
    return bytes + rest;
}

bool isBlocks(const Send& send, qint64 first, int count)
{
    return send.what == Send::What::Blocks && send.first == first && send.count == count;
}

} // namespace

class TestTftp : public QObject
{
    Q_OBJECT

private slots:
    void decodesRequest();
    void refusesMalformed_data();
    void refusesMalformed();
    void everyLengthOfNoise();
    void plainTransfer();
    void emptyAndExactFiles();
    void options();
    void badOptionValuesAreLeftOut();
    void window();
    void lostBlockInWindow();
    void rollover();
    void sorcerersApprentice();
    void repeatsThenGivesUp();
    void filesStayInTheTable_data();
    void filesStayInTheTable();
    void changedFileIsReadAgain();
    void oneAddressDoesNotTakeAllTransfers();
};

void TestTftp::decodesRequest()
{
    const auto packet = decodeTftp(requestBytes(1, QByteArrayLiteral("boot/a.efi\0OCTET\0BlkSize\0"
                                                                     "1468\0tsize\0"
                                                                     "0\0")));
    QVERIFY(packet);
    const auto& request = std::get<TftpRequest>(*packet);
    QCOMPARE(request.file, QByteArray("boot/a.efi"));
    QCOMPARE(request.mode, QByteArray("octet"));
    QCOMPARE(request.options.size(), size_t(2));
    QCOMPARE(request.options[0].first, QByteArray("blksize"));
    QCOMPARE(request.options[0].second, QByteArray("1468"));
    QVERIFY(
        std::get<TftpRequest>(*decodeTftp(requestBytes(2, QByteArrayLiteral("a\0octet\0")))).write);
    QCOMPARE(std::get<TftpAck>(*decodeTftp(requestBytes(4, QByteArrayLiteral("\x01\x02")))).block,
             quint16(0x0102));
}

void TestTftp::refusesMalformed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("three bytes") << QByteArrayLiteral("\0\1a");
    QTest::newRow("no mode") << requestBytes(1, QByteArrayLiteral("file\0"));
    QTest::newRow("no end of mode") << requestBytes(1, QByteArrayLiteral("file\0octet"));
    QTest::newRow("no name") << requestBytes(1, QByteArrayLiteral("\0octet\0"));
    QTest::newRow("option without value")
        << requestBytes(1, QByteArrayLiteral("f\0octet\0tsize\0"));
    QTest::newRow("data") << requestBytes(3, QByteArrayLiteral("\0\1x"));
    QTest::newRow("unknown") << requestBytes(9, QByteArrayLiteral("\0\1x"));
    QTest::newRow("too many options") << requestBytes(
        1, QByteArrayLiteral("f\0octet\0") + QByteArrayLiteral("a\0b\0").repeated(33));
}

void TestTftp::refusesMalformed()
{
    QFETCH(QByteArray, bytes);
    const auto packet = decodeTftp(bytes);
    QVERIFY(!packet);
    QCOMPARE(packet.error().code, QStringLiteral("tftp-malformed"));
}

void TestTftp::everyLengthOfNoise()
{
    QRandomGenerator random(7);
    for (int length = 0; length <= 1500; ++length) {
        QByteArray noise = requestBytes(quint16(random.bounded(7)), {}).left(length);
        while (noise.size() < length)
            noise += char(random.bounded(256));
        (void)decodeTftp(noise);
    }
}

void TestTftp::plainTransfer()
{
    TftpTransfer transfer(readRequest(), 1000, {}, 0);
    QVERIFY(transfer.options().empty());
    QVERIFY(isBlocks(transfer.start(), 1, 1));
    QCOMPARE(transfer.blockLength(1), qint64(512));
    QVERIFY(isBlocks(transfer.acknowledged(1, 1), 2, 1));
    QCOMPARE(transfer.blockOffset(2), qint64(512));
    QCOMPARE(transfer.blockLength(2), qint64(488));
    QVERIFY(transfer.acknowledged(2, 2).what == Send::What::Nothing);
    QVERIFY(transfer.state() == TftpTransfer::State::Done);
}

void TestTftp::emptyAndExactFiles()
{
    TftpTransfer empty(readRequest(), 0, {}, 0);
    QVERIFY(isBlocks(empty.start(), 1, 1));
    QCOMPARE(empty.blockLength(1), qint64(0));
    empty.acknowledged(1, 1);
    QVERIFY(empty.state() == TftpTransfer::State::Done);

    TftpTransfer exact(readRequest(), 512, {}, 0);
    exact.start();
    QVERIFY(isBlocks(exact.acknowledged(1, 1), 2, 1)); // an empty last block says that it is over
    QCOMPARE(exact.blockLength(2), qint64(0));
}

void TestTftp::options()
{
    TftpTransfer::Limits limits;
    limits.blockSize = 1468;
    limits.windowSize = 16;
    TftpTransfer transfer(readRequest({{"tsize", "0"},
                                       {"blksize", "8192"},
                                       {"windowsize", "64"},
                                       {"timeout", "3"},
                                       {"unknown", "1"},
                                       {"blksize", "16"}}),
                          100'000, limits, 0);
    const TftpOptions accepted{
        {"tsize", "100000"}, {"blksize", "1468"}, {"windowsize", "16"}, {"timeout", "3"}};
    QVERIFY(transfer.options() == accepted);
    QCOMPARE(transfer.blockSize(), 1468);
    QVERIFY(transfer.start().what == Send::What::Options);
    QVERIFY(transfer.acknowledged(1, 0).what == Send::What::Nothing); // OACK wants ACK 0
    QVERIFY(isBlocks(transfer.acknowledged(0, 0), 1, 16));
    QVERIFY(transfer.tick(2999).what == Send::What::Nothing);
    QVERIFY(isBlocks(transfer.tick(3000), 1, 16));
    QCOMPARE(encodeTftpOptions({{"tsize", "5"}}), QByteArrayLiteral("\0\6tsize\0"
                                                                    "5\0"));
}

void TestTftp::badOptionValuesAreLeftOut()
{
    TftpTransfer transfer(
        readRequest({{"blksize", "7"}, {"windowsize", "0"}, {"timeout", "256"}, {"tsize", "0"}}),
        10, {}, 0);
    const TftpOptions accepted{{"tsize", "10"}};
    QVERIFY(transfer.options() == accepted);
    QCOMPARE(transfer.blockSize(), 512);
}

void TestTftp::window()
{
    TftpTransfer transfer(readRequest({{"windowsize", "4"}}), 512 * 6, {}, 0);
    transfer.start();
    QVERIFY(isBlocks(transfer.acknowledged(0, 0), 1, 4));
    QVERIFY(isBlocks(transfer.acknowledged(4, 0), 5, 3)); // the seventh is the empty last one
    transfer.acknowledged(7, 0);
    QVERIFY(transfer.state() == TftpTransfer::State::Done);
}

void TestTftp::lostBlockInWindow()
{
    TftpTransfer transfer(readRequest({{"windowsize", "4"}}), 512 * 100, {}, 0);
    transfer.start();
    transfer.acknowledged(0, 0);
    QVERIFY(isBlocks(transfer.acknowledged(2, 0), 3, 4));             // 3 was lost
    QVERIFY(isBlocks(transfer.acknowledged(2, 0), 3, 4));             // and again
    QVERIFY(transfer.acknowledged(2, 0).what == Send::What::Nothing); // no flood
    QVERIFY(transfer.acknowledged(1, 0).what == Send::What::Nothing); // an old one
    QVERIFY(isBlocks(transfer.acknowledged(6, 0), 7, 4));
}

void TestTftp::rollover()
{
    const qint64 blocks = 70'000;
    TftpTransfer transfer(readRequest({{"blksize", "8"}, {"windowsize", "8"}}), blocks * 8 - 1, {},
                          0);
    transfer.start();
    Send send = transfer.acknowledged(0, 0);
    qint64 sent = 0;
    while (transfer.state() == TftpTransfer::State::Running) {
        QVERIFY(send.what == Send::What::Blocks);
        QCOMPARE(send.first, sent + 1);
        sent += send.count;
        send = transfer.acknowledged(quint16(sent), 0);
    }
    QCOMPARE(sent, blocks);
    QCOMPARE(encodeTftpDataHeader(quint16(65536)), QByteArrayLiteral("\0\3\0\0"));
}

void TestTftp::sorcerersApprentice()
{
    TftpTransfer transfer(readRequest(), 5000, {}, 0);
    transfer.start();
    QVERIFY(isBlocks(transfer.acknowledged(1, 0), 2, 1));
    QVERIFY(transfer.acknowledged(1, 0).what == Send::What::Nothing);
}

void TestTftp::repeatsThenGivesUp()
{
    TftpTransfer::Limits limits;
    limits.attempts = 3;
    TftpTransfer transfer(readRequest(), 5000, limits, 0);
    transfer.start();
    QVERIFY(isBlocks(transfer.tick(1000), 1, 1));
    QVERIFY(transfer.tick(1999).what == Send::What::Nothing);
    QVERIFY(isBlocks(transfer.tick(2000), 1, 1));
    QVERIFY(transfer.tick(3000).what == Send::What::Nothing);
    QVERIFY(transfer.state() == TftpTransfer::State::GivenUp);
}

void TestTftp::filesStayInTheTable_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("code");
    QTest::newRow("known") << QByteArray("a.efi") << -1;
    QTest::newRow("with slash") << QByteArray("/a.efi") << -1;
    QTest::newRow("unknown") << QByteArray("b.efi") << 1;
    QTest::newRow("absolute") << QByteArray("/etc/passwd") << 1;
    QTest::newRow("upwards") << QByteArray("../../etc/shadow") << 2;
    QTest::newRow("upwards inside") << QByteArray("boot/../a.efi") << 2;
    QTest::newRow("backslash") << QByteArray("..\\..\\etc\\shadow") << 2;
    QTest::newRow("dots in a name") << QByteArray("a..efi") << 1;
}

void TestTftp::filesStayInTheTable()
{
    QFETCH(QByteArray, name);
    QFETCH(int, code);
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("hello");
    file.close();
    TftpFiles files;
    files.add(QStringLiteral("a.efi"), file.fileName());
    const auto content = files.open(name);
    QCOMPARE(content ? -1 : int(content.error().code), code);
    if (content)
        QCOMPARE(**content, QByteArray("hello"));
}

void TestTftp::changedFileIsReadAgain()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a"));
    TftpFiles files;
    files.add(QStringLiteral("a"), path);
    QCOMPARE(files.open("a").error().code, quint16(1));
    for (const QByteArray& text : {QByteArray("one"), QByteArray("three")}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QCOMPARE(**files.open("a"), text);
    }
}

void TestTftp::oneAddressDoesNotTakeAllTransfers()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(5000, 'x')) == 5000);
    file.close();
    TftpFiles files;
    files.add(QStringLiteral("a"), file.fileName());
    const SystemClock clock;
    const ClientDirectory directory;
    TftpServer server({clock, directory, {}});
    const auto started = server.start(
        {{QStringLiteral("lo"), *Ipv4::parse(QStringLiteral("127.0.0.1"))}}, std::move(files), 0);
    if (!started)
        QSKIP(qPrintable(QStringLiteral("no TFTP here: ") + started.error().detail));
    std::vector<std::unique_ptr<QUdpSocket>> clients;
    // The opcode of the answer to a request for the file: 3 data, 5 error.
    const auto ask = [&](const char* from) {
        clients.push_back(std::make_unique<QUdpSocket>());
        QUdpSocket& client = *clients.back();
        client.bind(QHostAddress(QString::fromLatin1(from)));
        client.writeDatagram(requestBytes(1, QByteArray("a\0octet\0", 8)),
                             QHostAddress(QHostAddress::LocalHost), server.port());
        if (!client.waitForReadyRead(5000))
            return QByteArray();
        return client.receiveDatagram().data();
    };
    for (int i = 0; i < 16; ++i)
        QCOMPARE(read16(ask("127.0.0.1"), 0), quint16(3));
    const QByteArray refused = ask("127.0.0.1");
    QCOMPARE(read16(refused, 0), quint16(5));
    QVERIFY(refused.contains("Too many transfers"));
    QCOMPARE(read16(ask("127.0.0.2"), 0), quint16(3));
    QCOMPARE(server.transfers(), 17);
}

QTEST_GUILESS_MAIN(TestTftp)
#include "test_netboot_tftp.moc"
