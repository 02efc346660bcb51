// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/enginepage.h"

#include "client/setup/enginecontroller.h"
#include "client/setup/engineplaces.h"
#include "client/setup/modelcatalog.h"
#include "widgets/settings/formwords.h"

#include "ui_enginepage.h"

#include <QButtonGroup>
#include <QUrl>

namespace holdline::widgets {

using client::EngineChoice;
using client::EngineController;

EnginePage::EnginePage(EngineController &controller, client::ModelCatalog &catalog,
                       const Surroundings &surroundings, QWidget *parent)
    : SettingsPage(parent)
    , m_ui(std::make_unique<Ui::EnginePage>())
    , m_controller(controller)
{
    m_ui->setupUi(this);
    name();
    auto *choices = new QButtonGroup(this); // the buttons have different parents
    for (const auto &[card, button] :
         {std::pair(m_ui->builtInCard, m_ui->builtIn), std::pair(m_ui->programCard, m_ui->program),
          std::pair(m_ui->serviceCard, m_ui->service)}) {
        choices->addButton(button);
        card->setButton(*button);
    }
    say(*m_ui->elsewhereWords,
        surroundings.isServerElsewhere
            ? tr("You are using another server, which decides for itself. This choice is for the "
                 "server on this computer.")
            : QString(),
        false);
    m_ui->programFields->begin(controller.engine(), catalog, controller.choice());
    m_ui->serviceFields->begin(controller, catalog, surroundings.hasKeychain);
    connect(m_ui->program, &QRadioButton::toggled, m_ui->programFields, &ProgramFields::setChosen);
    connect(m_ui->service, &QRadioButton::toggled, m_ui->serviceFields, &ServiceFields::setChosen);
    follow();
    connect(choices, &QButtonGroup::buttonClicked, this, &EnginePage::apply);
    connect(m_ui->programFields, &ProgramFields::edited, this, [this] {
        m_ui->program->setChecked(true);
        apply();
    });
    connect(m_ui->programFields, &ProgramFields::listed, this, &EnginePage::apply);
    connect(m_ui->serviceFields, &ServiceFields::edited, this, [this] {
        m_ui->service->setChecked(true);
        apply();
    });
    connect(&controller, &EngineController::changed, this, &EnginePage::follow);
}

EnginePage::~EnginePage() = default;

/// The form is that of the assistant.
void EnginePage::name()
{
    const auto set = [this](const QString &title, const QString &intro, const QString &builtIn,
                            const QString &service, const QString &fallback) {
        setWindowTitle(title);
        m_ui->pageTitle->setText(title);
        m_ui->intro->setText(intro);
        m_ui->builtInWords->setText(builtIn);
        m_ui->serviceWords->setText(service);
        m_ui->fallback->setText(fallback);
    };
    switch (m_controller.engine()) {
    case client::Engine::Language:
        break;
    case client::Engine::Recognition:
        set(tr("Recognition"), tr("Who understands what you say."),
            tr("Works offline and understands US English."),
            tr("OpenAI, Groq, Mistral, or any other address with the OpenAI interface. What you "
               "say "
               "goes there."),
            tr("If it does not answer, Holdline says so and the built-in recognition listens until "
               "it does."));
        break;
    case client::Engine::Voice:
        set(tr("Voice"), tr("Who speaks."),
            tr("Works offline. Speaks English, and with a mechanical voice about 100 other "
               "languages."),
            tr("OpenAI, Groq, or any other address with the OpenAI interface. The answers go "
               "there."),
            tr("If it does not answer, Holdline says so and the built-in voice speaks until it "
               "does."));
        break;
    }
}

/// Shows what applies now, whoever has chosen it.
void EnginePage::follow()
{
    const EngineChoice &now = m_controller.choice();
    if (now.isBuiltIn())
        m_ui->builtIn->setChecked(true);
    else if (client::isOnThisComputer(QUrl(now.url)))
        m_ui->program->setChecked(true);
    else
        m_ui->service->setChecked(true);
}

EngineChoice EnginePage::chosen() const
{
    if (m_ui->program->isChecked())
        return m_ui->programFields->choice();
    return m_ui->service->isChecked() ? m_ui->serviceFields->choice() : EngineChoice();
}

/// Until a choice is whole, the one before it applies.
void EnginePage::apply()
{
    if (const EngineChoice choice = chosen(); !choice.isBuiltIn() || m_ui->builtIn->isChecked())
        m_controller.change(choice);
}

bool EnginePage::settle()
{
    apply();
    const bool isWhole = m_ui->builtIn->isChecked() || !chosen().isBuiltIn();
    if (!isWhole && m_ui->program->isChecked())
        m_ui->programFields->complain();
    else if (!isWhole)
        m_ui->serviceFields->complain();
    return isWhole;
}

} // namespace holdline::widgets
