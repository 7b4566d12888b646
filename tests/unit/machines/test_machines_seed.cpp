#include "app/machines/cloudseed.h"

#include <QtTest>
#include <yaml-cpp/yaml.h>

using namespace rackhouse;

class TestMachinesSeed : public QObject
{
    Q_OBJECT

private slots:
    void mergesOverWhatTheOperatorWrote()
    {
        SeedRequest request;
        request.instanceId = QStringLiteral("i-1");
        request.hostname = QStringLiteral("gpu-01");
        request.sshKeys = QStringList{QStringLiteral("ssh-ed25519 KEY one")};
        request.users = QJsonArray{QStringLiteral("ada")};
        request.phoneHomeUrl = Redacted<QString>(QStringLiteral("http://10.77.0.1/phone-home/t"));
        request.userData = QStringLiteral(
            "#cloud-config\nhostname: other\npackages: [htop]\nwrite_files:\n"
            "  - path: /etc/x\n    permissions: '0644'\n    content: |\n      a: 1\n      b\n"
            "ssh_authorized_keys: [theirs]\n");
        const auto files = noCloudSeed(request);
        QVERIFY(files);
        const QString text = files->value(u"user-data").toString();
        QVERIFY(text.startsWith(u"#cloud-config\n"));
        const YAML::Node config = YAML::Load(text.toStdString());
        QCOMPARE(config["hostname"].as<std::string>(), std::string("gpu-01"));
        QCOMPARE(config["packages"][0].as<std::string>(), std::string("htop"));
        const YAML::Node file = config["write_files"][0];
        QCOMPARE(file["permissions"].Tag(), std::string("!")); // still a string
        QCOMPARE(file["content"].as<std::string>(), std::string("a: 1\nb\n"));
        QCOMPARE(config["ssh_authorized_keys"].size(), size_t(2));
        QCOMPARE(config["users"][0].as<std::string>(), std::string("default"));
        QCOMPARE(config["users"][1]["name"].as<std::string>(), std::string("ada"));
        QCOMPARE(config["users"][1]["primary_group"].as<std::string>(), std::string("ada"));
        QCOMPARE(config["phone_home"]["url"].as<std::string>(),
                 std::string("http://10.77.0.1/phone-home/t"));
        QCOMPARE(files->value(u"meta-data").toString(),
                 QStringLiteral("instance-id: i-1\nlocal-hostname: gpu-01\n"));
        const YAML::Node network =
            YAML::Load(files->value(u"network-config").toString().toStdString());
        QVERIFY(network["ethernets"]["e*"]["dhcp4"].as<bool>());
    }

    void hostnames()
    {
        for (const char* good : {"a", "gpu-01", "n1.dc.example", "1a"})
            QVERIFY2(isHostname(QString::fromLatin1(good)), good);
        for (const char* bad : {"", "-a", "a-", "a_b", "a..b", "a b", "\xc3\xa9"})
            QVERIFY2(!isHostname(QString::fromUtf8(bad)), bad);
        QVERIFY(!isHostname(QString(64, u'a')));
    }

    void sshKeys()
    {
        const QString body =
            QStringLiteral("AAAAC3NzaC1lZDI1NTE5AAAAIGzD3Xh2mYDEBj0Tq6Bz0F5sZKkTrG2N4dXH1r3J1r9q");
        QVERIFY(isSshPublicKey(QStringLiteral("ssh-ed25519 ") + body + QStringLiteral(" me@x")));
        QVERIFY(!isSshPublicKey(QStringLiteral("ssh-rsa ") + body));
        QVERIFY(!isSshPublicKey(QStringLiteral("ssh-ed25519")));
        QVERIFY(!isSshPublicKey(QStringLiteral("ssh-ed25519 !!!!")));
        QVERIFY(!isSshPublicKey(QStringLiteral("-----BEGIN OPENSSH PRIVATE KEY-----")));
    }
};

QTEST_GUILESS_MAIN(TestMachinesSeed)
#include "test_machines_seed.moc"
