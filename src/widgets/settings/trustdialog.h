// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/link/certificatefacts.h"

#include <QDialog>

#include <memory>

namespace Ui {
class TrustDialog;
}

namespace holdline::widgets {

/// Asks whether to trust this certificate for its server from now on. Emits accepted() for yes; no
/// is the default. Open it with open(); deletes itself.
class TrustDialog : public QDialog
{
    Q_OBJECT

public:
    TrustDialog(const client::CertificateFacts &facts, QWidget *parent);
    ~TrustDialog() override;

private:
    static QString words(const client::CertificateFacts &facts);

    std::unique_ptr<Ui::TrustDialog> m_ui;
};

} // namespace holdline::widgets
