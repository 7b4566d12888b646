#include "app/agent/digest.h"

#include <openssl/evp.h>

namespace rackhouse::agent
{

Digest::Digest() : m_context(EVP_MD_CTX_new())
{
    EVP_DigestInit_ex(m_context, EVP_sha256(), nullptr);
}

Digest::~Digest()
{
    EVP_MD_CTX_free(m_context);
}

void Digest::add(std::span<const char> bytes)
{
    EVP_DigestUpdate(m_context, bytes.data(), bytes.size());
}

Digest::Bytes Digest::finish()
{
    Bytes bytes{};
    unsigned int length = 0;
    EVP_DigestFinal_ex(m_context, bytes.data(), &length);
    EVP_DigestInit_ex(m_context, EVP_sha256(), nullptr);
    return bytes;
}

std::string Digest::finishHex()
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : finish()) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

Digest::Bytes Digest::of(std::string_view text)
{
    Digest digest;
    digest.add(text);
    return digest.finish();
}

} // namespace rackhouse::agent
