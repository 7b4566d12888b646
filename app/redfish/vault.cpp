#include "app/redfish/vault.h"

#include <QFile>
#include <QFileInfo>

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace rackhouse::redfish
{

namespace
{

constexpr int kKeyBytes = 32;
constexpr int kNonceBytes = 12;
constexpr int kTagBytes = 16;
constexpr qsizetype kLongestKeyFile = 256;

struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

struct Descriptor {
    int fd = -1;
    ~Descriptor()
    {
        if (fd >= 0)
            ::close(fd);
    }
};

const uchar* bytes(const QByteArray& array)
{
    return reinterpret_cast<const uchar*>(array.constData());
}

uchar* bytes(QByteArray& array)
{
    return reinterpret_cast<uchar*>(array.data());
}

tl::unexpected<Error> unusable(const QString& path, const QString& why)
{
    return fail("vault-key-unusable", {{QStringLiteral("path"), path}}, why);
}

QString lastError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

Result<QByteArray> parseKey(const QString& path, const QByteArray& text)
{
    if (text.size() == kKeyBytes)
        return text;
    const QByteArray hex = text.trimmed();
    const QByteArray key = QByteArray::fromHex(hex);
    if (hex.size() == 2 * kKeyBytes && key.size() == kKeyBytes && key.toHex() == hex.toLower())
        return key;
    return unusable(path, QStringLiteral("it does not hold 32 bytes"));
}

/// Reads the key. `ownOnly`: refuses a file that group or others may touch.
Result<QByteArray> readKey(const QString& path, bool ownOnly)
{
    const Descriptor file{::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC)};
    struct stat info = {};
    if (file.fd < 0 || ::fstat(file.fd, &info) != 0)
        return unusable(path, lastError());
    if (!S_ISREG(info.st_mode))
        return unusable(path, QStringLiteral("it is no regular file"));
    if (ownOnly && (info.st_mode & 077) != 0)
        return fail("vault-key-exposed", {{QStringLiteral("path"), path}});
    QByteArray text(kLongestKeyFile, '\0');
    const ssize_t size = ::read(file.fd, text.data(), size_t(text.size()));
    if (size < 0)
        return unusable(path, lastError());
    text.truncate(size);
    return parseKey(path, text);
}

/// Makes the key file under another name first, so that a crash leaves none or a whole one, and
/// links it, so that of two processes one wins.
Result<void> createKey(const QString& path)
{
    QByteArray key(kKeyBytes, '\0');
    if (RAND_bytes(bytes(key), kKeyBytes) != 1)
        return fail("vault-failed");
    const QByteArray name = QFile::encodeName(path);
    const QByteArray temporary = name + ".new." + QByteArray::number(::getpid());
    const Descriptor file{
        ::open(temporary.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (file.fd < 0)
        return unusable(path, lastError());
    const bool written =
        ::write(file.fd, key.constData(), kKeyBytes) == kKeyBytes && ::fsync(file.fd) == 0;
    const bool linked =
        written && (::link(temporary.constData(), name.constData()) == 0 || errno == EEXIST);
    const QString why = lastError();
    ::unlink(temporary.constData());
    if (!linked)
        return unusable(path, why);
    return {};
}

} // namespace

Result<Vault> Vault::open(const QString& keyFile)
{
    const QString credentials = qEnvironmentVariable("CREDENTIALS_DIRECTORY");
    const QString given = credentials + QStringLiteral("/rackhouse-key");
    const bool fromSystemd = !credentials.isEmpty() && QFileInfo::exists(given);
    if (!fromSystemd && !QFileInfo::exists(keyFile)) {
        if (const auto made = createKey(keyFile); !made)
            return fail(made.error());
    }
    // systemd itself keeps credentials from others, with modes of its own.
    auto key = fromSystemd ? readKey(given, false) : readKey(keyFile, true);
    if (!key)
        return fail(key.error());
    return Vault(Redacted<QByteArray>(std::move(*key)));
}

Result<Sealed> Vault::seal(const QString& id, const Redacted<QByteArray>& secret) const
{
    const QByteArray& plain = secret.reveal();
    const QByteArray associated = id.toUtf8();
    Sealed result;
    result.nonce.resize(kNonceBytes);
    result.sealed.resize(plain.size() + kTagBytes);
    const Context context(EVP_CIPHER_CTX_new());
    int size = 0;
    const bool good =
        context && RAND_bytes(bytes(result.nonce), kNonceBytes) == 1 &&
        EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes(m_key.reveal()),
                           bytes(std::as_const(result.nonce))) == 1 &&
        EVP_EncryptUpdate(context.get(), nullptr, &size, bytes(associated),
                          int(associated.size())) == 1 &&
        EVP_EncryptUpdate(context.get(), bytes(result.sealed), &size, bytes(plain),
                          int(plain.size())) == 1 &&
        EVP_EncryptFinal_ex(context.get(), bytes(result.sealed) + size, &size) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes,
                            bytes(result.sealed) + plain.size()) == 1;
    if (!good)
        return fail("vault-failed");
    return result;
}

Result<Redacted<QByteArray>> Vault::unseal(const QString& id, const Sealed& sealed) const
{
    if (sealed.nonce.size() != kNonceBytes || sealed.sealed.size() < kTagBytes)
        return fail("vault-damaged");
    const QByteArray associated = id.toUtf8();
    const int length = int(sealed.sealed.size()) - kTagBytes;
    QByteArray tag = sealed.sealed.right(kTagBytes);
    QByteArray plain(length, '\0');
    const Context context(EVP_CIPHER_CTX_new());
    int size = 0;
    const bool good =
        context &&
        EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes(m_key.reveal()),
                           bytes(sealed.nonce)) == 1 &&
        EVP_DecryptUpdate(context.get(), nullptr, &size, bytes(associated),
                          int(associated.size())) == 1 &&
        EVP_DecryptUpdate(context.get(), bytes(plain), &size, bytes(sealed.sealed), length) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, bytes(tag)) == 1 &&
        EVP_DecryptFinal_ex(context.get(), bytes(plain) + size, &size) == 1;
    if (!good)
        return fail("vault-damaged");
    return Redacted<QByteArray>(std::move(plain));
}

} // namespace rackhouse::redfish
