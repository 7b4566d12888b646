#include "widgets/cabling/switchdialog.h"

#include "models/domain/floor.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace rackhouse
{

namespace
{

constexpr int LongestMinutes = 1440;

/// Switches of the books that nobody has said how to ask.
std::vector<Asset> notAsked(Rows& rows)
{
    QSet<QString> asked;
    for (const SwitchAccess& access : rows.list<SwitchAccess>())
        asked.insert(access.assetId.text());
    std::vector<Asset> assets = rows.list<Asset>(
        {.equals = {{u"kind"_qs, enumText(AssetKind::Switch)}}, .orderBy = u"name"_qs});
    std::erase_if(assets, [&asked](const Asset& asset) { return asked.contains(asset.id.text()); });
    return assets;
}

} // namespace

QString switchMethodText(SwitchMethod method)
{
    switch (method) {
    case SwitchMethod::SnmpV2c:
        return SwitchDialog::tr("SNMP v2c");
    case SwitchMethod::SnmpV3:
        return SwitchDialog::tr("SNMP v3");
    case SwitchMethod::Eapi:
        return SwitchDialog::tr("Arista eAPI");
    case SwitchMethod::Nvue:
        return SwitchDialog::tr("NVIDIA NVUE");
    case SwitchMethod::Sonic:
        break;
    }
    return SwitchDialog::tr("SONiC RESTCONF");
}

SwitchDialog::SwitchDialog(Context context, const SwitchAccess& access, QWidget* parent)
    : FormDialog(context, u"switch"_qs,
                 access.id.isEmpty() ? tr("Add a switch") : tr("Change how a switch is asked"),
                 tr("The site asks the switch for its LLDP neighbours over the management network. "
                    "A user that may only read is enough."),
                 access.id.isEmpty() ? tr("Add switch") : tr("Change"), parent),
      m_access(access)
{
    addFields();
    offerSwitches();
    connect(m_method, &QComboBox::currentIndexChanged, this, &SwitchDialog::methodChanged);
    connect(m_privacy, &QComboBox::currentIndexChanged, this, &SwitchDialog::methodChanged);
    connect(m_switch, &QComboBox::currentIndexChanged, this, &SwitchDialog::check);
    connect(m_port, &QSpinBox::valueChanged, this, &SwitchDialog::check);
    for (QLineEdit* line : {m_address, m_user, m_password, m_privacyPassword})
        connect(line, &QLineEdit::textChanged, this, &SwitchDialog::check);
    connect(this, &FormDialog::submitted, this, &SwitchDialog::save);
    methodChanged();
}

QComboBox* SwitchDialog::addChoice(const QString& name, const QString& label,
                                   const std::vector<std::pair<QString, QString>>& words,
                                   const QString& current)
{
    auto* box = new QComboBox(this);
    for (const auto& [word, text] : words)
        box->addItem(text, word);
    box->setCurrentIndex(box->findData(current));
    addWidget(name, label, box);
    return box;
}

void SwitchDialog::addFields()
{
    m_switch = addChoice(u"switch"_qs, tr("Switch"), {}, {});
    m_address = addLine(u"address"_qs, tr("Address"), u"192.0.2.7"_qs, m_access.address);
    std::vector<std::pair<QString, QString>> methods;
    for (const SwitchMethod method : {SwitchMethod::SnmpV2c, SwitchMethod::SnmpV3,
                                      SwitchMethod::Eapi, SwitchMethod::Nvue, SwitchMethod::Sonic})
        methods.emplace_back(enumText(method), switchMethodText(method));
    m_method = addChoice(u"method"_qs, tr("Method"), methods, enumText(m_access.method));
    m_port = new QSpinBox(this);
    m_port->setRange(0, 65535);
    m_port->setValue(int(m_access.port));
    addWidget(u"port"_qs, tr("Port"), m_port);
    m_user = addLine(u"user"_qs, tr("User"), {}, m_access.username);
    m_password = addLine(u"password"_qs, tr("Password"));
    m_auth = addChoice(u"auth"_qs, tr("Authentication"),
                       {{u"sha-512"_qs, u"SHA-512"_qs},
                        {u"sha-384"_qs, u"SHA-384"_qs},
                        {u"sha-256"_qs, u"SHA-256"_qs},
                        {u"sha-224"_qs, u"SHA-224"_qs},
                        {u"sha"_qs, u"SHA-1"_qs},
                        {u"md5"_qs, u"MD5"_qs}},
                       enumText(m_access.auth));
    m_privacy = addChoice(u"privacy"_qs, tr("Privacy"),
                          {{u"aes-256"_qs, u"AES-256"_qs},
                           {u"aes-192"_qs, u"AES-192"_qs},
                           {u"aes"_qs, u"AES-128"_qs},
                           {u"des"_qs, u"DES"_qs},
                           {u"none"_qs, tr("None: others can read it")}},
                          enumText(m_access.privacy));
    m_privacyPassword = addLine(u"privacy-password"_qs, tr("Privacy password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_privacyPassword->setEchoMode(QLineEdit::Password);
    m_minutes = new QSpinBox(this);
    m_minutes->setRange(1, LongestMinutes);
    m_minutes->setSuffix(tr(" min"));
    m_minutes->setValue(int(m_access.everySeconds / 60));
    addWidget(u"minutes"_qs, tr("Ask every"), m_minutes);
}

void SwitchDialog::offerSwitches()
{
    if (!m_access.id.isEmpty()) {
        m_switch->addItem(tr("As it is now"), m_access.assetId.text());
        m_switch->setEnabled(false);
        m_context.records.fetch<QString>(
            this,
            [id = m_access.assetId](Rows& rows) {
                const auto asset = rows.find<Asset>(id.text());
                return asset ? asset->name : QString();
            },
            [this](const QString& name) {
                if (!name.isEmpty())
                    m_switch->setItemText(0, name);
            });
        return;
    }
    m_context.records.fetch<std::vector<Asset>>(
        this, [](Rows& rows) { return notAsked(rows); },
        [this](const std::vector<Asset>& assets) {
            for (const Asset& asset : assets)
                m_switch->addItem(asset.name, asset.id.text());
            if (assets.empty())
                m_switch->addItem(tr("Every switch of the books is asked already"), QString());
            check();
        });
}

/// Shows what the method needs.
void SwitchDialog::methodChanged()
{
    const auto method =
        enumFromText<SwitchMethod>(m_method->currentData().toString()).value_or(m_access.method);
    const bool isV3 = method == SwitchMethod::SnmpV3;
    const bool isPrivate = isV3 && m_privacy->currentData().toString() != u"none";
    setRowVisible(m_user, method != SwitchMethod::SnmpV2c);
    setRowVisible(m_auth, isV3);
    setRowVisible(m_privacy, isV3);
    setRowVisible(m_privacyPassword, isPrivate);
    m_port->setSpecialValueText(tr("%1, as usual").arg(usualPort(method)));
    const QString kept = tr("unchanged");
    const bool isKept = !m_access.id.isEmpty() && !isAnotherEnd();
    m_password->setPlaceholderText(isKept                            ? kept
                                   : method == SwitchMethod::SnmpV2c ? tr("community")
                                                                     : QString());
    m_privacyPassword->setPlaceholderText(isKept ? kept : QString());
    check();
}

/// Its passwords were for who was there before.
bool SwitchDialog::isAnotherEnd() const
{
    return m_address->text().trimmed() != m_access.address || m_port->value() != m_access.port ||
           m_method->currentData().toString() != enumText(m_access.method);
}

QString SwitchDialog::whyNotReady() const
{
    const bool isV3 = m_method->currentData().toString() == enumText(SwitchMethod::SnmpV3);
    const bool isKept = !m_access.id.isEmpty() && !isAnotherEnd();
    if (m_switch->currentData().toString().isEmpty())
        return tr("Add the switch to the books first: on the floor, or with a file of placements");
    if (m_address->text().trimmed().isEmpty())
        return tr("Say at which address it can be reached");
    if (!m_user->isHidden() && m_user->text().trimmed().isEmpty())
        return tr("Name the user to log in as");
    for (const QLineEdit* secret : {m_password, m_privacyPassword}) {
        if (secret->isHidden())
            continue;
        if (secret->text().isEmpty() && !isKept)
            return tr("Enter the password or community");
        if (isV3 && !secret->text().isEmpty() && secret->text().size() < ShortestSnmpV3Password)
            return tr("SNMPv3 needs passwords of at least 8 characters");
    }
    return {};
}

void SwitchDialog::check()
{
    const QString whyNot = whyNotReady();
    setReady(whyNot.isEmpty(), whyNot);
}

void SwitchDialog::save()
{
    QJsonObject body{{u"address"_qs, m_address->text().trimmed()},
                     {u"port"_qs, m_port->value()},
                     {u"method"_qs, m_method->currentData().toString()},
                     {u"every_seconds"_qs, m_minutes->value() * 60},
                     {u"username"_qs, m_user->isHidden() ? QString() : m_user->text().trimmed()},
                     {u"auth"_qs, m_auth->currentData().toString()},
                     {u"privacy"_qs, m_privacy->currentData().toString()}};
    if (!m_password->text().isEmpty())
        body.insert(u"password"_qs, m_password->text());
    if (!m_privacyPassword->isHidden() && !m_privacyPassword->text().isEmpty())
        body.insert(u"privacy_password"_qs, m_privacyPassword->text());
    setBusy(true);
    const auto answered = [this](const Result<QJsonObject>& answer) {
        setBusy(false);
        if (answer)
            accept();
        else
            fail(problemText(answer.error()), answer.error().detail);
    };
    if (!m_access.id.isEmpty())
        return m_context.site.patch(u"/switches/"_qs + m_access.id.text(), body, m_access.revision,
                                    this, answered);
    body.insert(u"asset_id"_qs, m_switch->currentData().toString());
    m_context.site.post(u"/switches"_qs, body, this, answered);
}

} // namespace rackhouse
