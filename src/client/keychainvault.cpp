// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/keychainvault.h"

#ifdef HOLDLINE_HAS_KEYCHAIN

#include "core/log.h"

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace holdline::client {

namespace {

const QString kService = u"holdline"_s;

class KeychainVault : public Vault
{
public:
    void read(const QString &name, const Found &found) override
    {
        auto *job = new QKeychain::ReadPasswordJob(kService, &m_jobs);
        run(job, name, [job, found](bool good) {
            found(good ? std::optional(job->binaryData()) : std::nullopt);
        });
    }

    void write(const QString &name, const QByteArray &content, const Written &written) override
    {
        auto *job = new QKeychain::WritePasswordJob(kService, &m_jobs);
        job->setBinaryData(content);
        run(job, name, written);
    }

    void erase(const QString &name) override
    {
        run(new QKeychain::DeletePasswordJob(kService, &m_jobs), name, [](bool) {});
    }

private:
    void run(QKeychain::Job *job, const QString &name, const Written &done)
    {
        job->setKey(name);
        QObject::connect(job, &QKeychain::Job::finished, &m_jobs, [job, done] {
            const bool good = job->error() == QKeychain::NoError;
            if (!good && job->error() != QKeychain::EntryNotFound)
                qCInfo(lcSession).noquote() << "the keychain:" << job->errorString();
            done(good);
        });
        job->start();
    }

    QObject m_jobs; ///< their parent
};

} // namespace

std::unique_ptr<Vault> systemKeychain()
{
    return std::make_unique<KeychainVault>();
}

} // namespace holdline::client

#else

namespace holdline::client {

std::unique_ptr<Vault> systemKeychain()
{
    return nullptr;
}

} // namespace holdline::client

#endif
