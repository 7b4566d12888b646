#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace rackhouse::api
{

/// Owners of OpenSSL's objects. Used in .cpp files of this folder only.
template <auto Free>
struct OpenSslDelete {
    template <class T>
    void operator()(T* object) const
    {
        Free(object);
    }
};
using BioPtr = std::unique_ptr<BIO, OpenSslDelete<BIO_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, OpenSslDelete<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, OpenSslDelete<X509_free>>;
using CertificateRequestPtr = std::unique_ptr<X509_REQ, OpenSslDelete<X509_REQ_free>>;

} // namespace rackhouse::api
