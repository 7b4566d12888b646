#include "app/redfish/vault.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;
using namespace rackhouse::redfish;

namespace
{

Redacted<QByteArray> secret(const char* text)
{
    return Redacted<QByteArray>(QByteArray(text));
}

} // namespace

class TestVault : public QObject
{
    Q_OBJECT
private slots:
    void init() { qunsetenv("CREDENTIALS_DIRECTORY"); }

    void opensWhatItSealed()
    {
        const auto vault = Vault::open(keyFile());
        QVERIFY(vault);
        const auto sealed = vault->seal(QStringLiteral("id-1"), secret("calvin"));
        QVERIFY(sealed);
        QVERIFY(!sealed->sealed.contains("calvin"));
        QCOMPARE(vault->unseal(QStringLiteral("id-1"), *sealed)->reveal(), QByteArray("calvin"));
        const auto again = Vault::open(keyFile());
        QCOMPARE(again->unseal(QStringLiteral("id-1"), *sealed)->reveal(), QByteArray("calvin"));
    }

    void sealsAnEmptySecret()
    {
        const auto vault = Vault::open(keyFile());
        const auto sealed = vault->seal(QStringLiteral("id"), secret(""));
        QCOMPARE(vault->unseal(QStringLiteral("id"), *sealed)->reveal(), QByteArray());
    }

    void usesANewNonceEachTime()
    {
        const auto vault = Vault::open(keyFile());
        const auto one = vault->seal(QStringLiteral("id"), secret("same"));
        const auto two = vault->seal(QStringLiteral("id"), secret("same"));
        QVERIFY(one->nonce != two->nonce);
        QVERIFY(one->sealed != two->sealed);
    }

    void refusesEveryChangedByte()
    {
        const auto vault = Vault::open(keyFile());
        const auto sealed = vault->seal(QStringLiteral("id"), secret("calvin"));
        for (qsizetype at = 0; at < sealed->sealed.size(); ++at) {
            Sealed changed = *sealed;
            changed.sealed[at] = char(changed.sealed.at(at) ^ 1);
            QCOMPARE(vault->unseal(QStringLiteral("id"), changed).error().code,
                     QStringLiteral("vault-damaged"));
        }
        Sealed otherNonce = *sealed;
        otherNonce.nonce[0] = char(otherNonce.nonce.at(0) ^ 1);
        QVERIFY(!vault->unseal(QStringLiteral("id"), otherNonce));
        QVERIFY(!vault->unseal(QStringLiteral("other"), *sealed));
        for (qsizetype size = 0; size < sealed->sealed.size(); ++size)
            QVERIFY(
                !vault->unseal(QStringLiteral("id"), {sealed->nonce, sealed->sealed.left(size)}));
        QVERIFY(!vault->unseal(QStringLiteral("id"), {QByteArray(), sealed->sealed}));
    }

    void refusesAnotherKey()
    {
        const auto one = Vault::open(m_dir.filePath(QStringLiteral("a")));
        const auto two = Vault::open(m_dir.filePath(QStringLiteral("b")));
        const auto sealed = one->seal(QStringLiteral("id"), secret("calvin"));
        QVERIFY(!two->unseal(QStringLiteral("id"), *sealed));
    }

    void makesAKeyThatOnlyTheOwnerReads()
    {
        QVERIFY(Vault::open(keyFile()));
        const auto mode = QFile::permissions(keyFile());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther |
                            QFile::WriteOther | QFile::ExeGroup | QFile::ExeOther;
        QVERIFY(!(mode & others));
        QCOMPARE(QFile(keyFile()).size(), 32);
    }

    void refusesAKeyThatOthersRead()
    {
        const QString path = m_dir.filePath(QStringLiteral("loose"));
        QVERIFY(Vault::open(path));
        QVERIFY(
            QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        QCOMPARE(Vault::open(path).error().code, QStringLiteral("vault-key-exposed"));
    }

    void refusesAKeyOfAnotherSize()
    {
        const QString path = m_dir.filePath(QStringLiteral("short"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("too short");
        file.close();
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        QCOMPARE(Vault::open(path).error().code, QStringLiteral("vault-key-unusable"));
        QCOMPARE(Vault::open(QStringLiteral("/nonexistent/key")).error().code,
                 QStringLiteral("vault-key-unusable"));
    }

    void prefersTheSystemdCredential()
    {
        QTemporaryDir credentials;
        QFile file(credentials.filePath(QStringLiteral("rackhouse-key")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(32, 'k').toHex() + '\n');
        file.close();
        qputenv("CREDENTIALS_DIRECTORY", credentials.path().toLocal8Bit());
        const QString unused = m_dir.filePath(QStringLiteral("unused"));
        QVERIFY(Vault::open(unused));
        QVERIFY(!QFile::exists(unused));
    }

private:
    QString keyFile() const { return m_dir.filePath(QStringLiteral("key")); }

    QTemporaryDir m_dir;
};

QTEST_GUILESS_MAIN(TestVault)
#include "test_redfish_vault.moc"
